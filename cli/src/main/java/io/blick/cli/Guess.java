package io.blick.cli;

import io.blick.core.nn.EagerOps;
import io.blick.core.nn.Ops;
import io.blick.core.tensor.Tensor;
import io.blick.lens.trace.Trace;
import io.blick.models.text.TextModel;
import io.blick.models.token.Tokenizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * The best guesses for one masked piece.
 *
 * @param position index of the piece
 * @param predictions most probable first; of equal ones the lower row of the vocabulary first
 */
record Guess(int position, List<Prediction> predictions) {

  /** Copies the list. */
  Guess {
    predictions = List.copyOf(predictions);
  }

  /**
   * Guesses what stands at some positions: softmax of the logits over the vocabulary.
   *
   * @param positions indices of the pieces
   * @param top at most so many predictions for each
   */
  static List<Guess> all(
      TextModel model, TextModel.MaskedHead head, Trace trace, List<Integer> positions, int top) {
    Tensor last = trace.hidden(trace.layers());
    Tensor where =
        Tensor.of(positions.stream().mapToInt(Integer::intValue).toArray(), positions.size());
    List<Guess> guesses = new ArrayList<>();
    try (Ops ops = EagerOps.allCores()) {
      Tensor logits = head.logits(ops, last.view(1, last.size(0), last.size(1)), where);
      Tensor probabilities = ops.softmax(logits);
      for (int i = 0; i < positions.size(); i++) {
        float[] row = probabilities.at(i).toFloats();
        guesses.add(new Guess(positions.get(i), best(row, top, model.tokenizer())));
      }
    }
    return guesses;
  }

  private static List<Prediction> best(float[] probabilities, int top, Tokenizer tokenizer) {
    Comparator<Integer> worstFirst = Comparator.<Integer>comparingDouble(id -> probabilities[id])
        .thenComparing(Comparator.reverseOrder());
    PriorityQueue<Integer> best = new PriorityQueue<>(worstFirst);
    for (int id = 0; id < probabilities.length; id++) {
      best.add(id);
      if (best.size() > top) {
        best.remove();
      }
    }
    return best.stream()
        .sorted(worstFirst.reversed())
        .map(id -> new Prediction(tokenizer.piece(id), probabilities[id]))
        .toList();
  }
}
