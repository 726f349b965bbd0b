package io.blick.lens.report.look;

import io.blick.core.nn.EagerOps;
import io.blick.core.nn.Ops;
import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.Tensor;
import io.blick.lens.ablation.Prediction;
import io.blick.lens.trace.Trace;
import io.blick.models.text.Finite;
import io.blick.models.text.TextModel;
import java.util.ArrayList;
import java.util.List;

/**
 * The best guesses for one masked piece.
 *
 * @param position index of the piece
 * @param predictions most probable first; of equal ones the lower row of the vocabulary first
 */
public record MaskGuess(int position, List<Prediction> predictions) {

  /** Copies the list. */
  public MaskGuess {
    predictions = List.copyOf(predictions);
  }

  /**
   * Guesses what stands at some positions: softmax of the logits over the vocabulary.
   *
   * @param threads those of the pass: where they are few, it is for the guess too
   * @param positions indices of the pieces
   * @param top at most so many predictions for each
   */
  static List<MaskGuess> all(
      Parallel threads,
      TextModel model,
      TextModel.MaskedHead head,
      Trace trace,
      List<Integer> positions,
      int top) {
    Tensor last = trace.hidden(trace.layers());
    Tensor where =
        Tensor.of(positions.stream().mapToInt(Integer::intValue).toArray(), positions.size());
    List<MaskGuess> guesses = new ArrayList<>();
    try (Ops ops = EagerOps.on(threads)) {
      Tensor logits = Finite.checked(
          model.name(),
          "the scores of guesses",
          head.logits(ops, last.view(1, last.size(0), last.size(1)), where));
      Tensor probabilities = ops.softmax(logits);
      for (int i = 0; i < positions.size(); i++) {
        float[] row = probabilities.at(i).toFloats();
        guesses.add(new MaskGuess(positions.get(i), Prediction.best(row, top, model.tokenizer())));
      }
    }
    return guesses;
  }
}
