package io.blick.lens.report.look;

import io.blick.core.nn.EagerOps;
import io.blick.core.nn.Ops;
import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.Tensor;
import io.blick.lens.ablation.Prediction;
import io.blick.lens.argument.Required;
import io.blick.lens.trace.Trace;
import io.blick.models.text.Finite;
import io.blick.models.text.TextHead;
import io.blick.models.text.TextModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The best guesses for one masked piece, or for the piece that comes next.
 *
 * @param position index of the piece
 * @param predictions the guesses, the most probable first; of equal ones the lower row of the
 *     vocabulary first
 */
public record MaskGuess(int position, List<Prediction> predictions) {

  /** Copies the list. */
  public MaskGuess {
    predictions = Required.all("fill", "predictions", predictions);
  }

  /**
   * Guesses the pieces at some positions: softmax of the logits over the vocabulary.
   *
   * @param threads the threads of the pass, whose number suits the guesses too
   * @param positions indices of the masked pieces
   * @param top the largest number of predictions for each
   */
  static List<MaskGuess> all(
      Parallel threads,
      TextModel model,
      TextHead.MaskedHead head,
      Trace trace,
      List<Integer> positions,
      int top) {
    Tensor lastHidden = trace.hidden(trace.layers());
    Tensor masks =
        Tensor.of(positions.stream().mapToInt(Integer::intValue).toArray(), positions.size());
    List<MaskGuess> guesses = new ArrayList<>();
    try (Ops ops = EagerOps.on(threads)) {
      Tensor logits = Finite.checked(
          model.name(), "the scores of guesses", head.logits(ops, lastHidden, masks));
      Tensor probabilities = ops.softmax(logits);
      for (int i = 0; i < positions.size(); i++) {
        float[] row = probabilities.at(i).toFloats();
        guesses.add(new MaskGuess(positions.get(i), Prediction.best(row, top, model.tokenizer())));
      }
    }
    return guesses;
  }

  /**
   * Guesses the piece that follows a text: softmax of the logits after its last piece.
   *
   * @param threads the threads of the pass, whose number suits the guesses too
   * @param top the largest number of predictions
   */
  static MaskGuess next(
      Parallel threads, TextModel model, TextHead.NextPieceHead head, Trace trace, int top) {
    int pieces = trace.encoding().pieces().size();
    try (Ops ops = EagerOps.on(threads)) {
      Tensor rows = Tensor.of(new int[] {pieces - 1}, 1);
      Tensor logits = head.logits(ops, trace.hidden(trace.layers()), rows);
      float[] all = ops.softmax(logits).at(0).toFloats();
      // Some models have more logits than pieces.
      float[] named = Arrays.copyOf(all, Math.min(all.length, model.tokenizer().size()));
      return new MaskGuess(pieces, Prediction.best(named, top, model.tokenizer()));
    }
  }
}
