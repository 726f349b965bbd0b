package io.blick.lens.ablation;

import io.blick.lens.argument.Required;
import io.blick.models.token.Tokenizer;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * A guess for a masked piece.
 *
 * @param piece its spelling
 * @param probability from 0 to 1
 */
public record Prediction(String piece, float probability) {

  /**
   * Returns the most probable pieces, the best first; of equal ones the lower row of the vocabulary
   * first.
   *
   * @param probabilities of each piece of the vocabulary (V)
   * @param top at most so many, at least 1
   */
  public static List<Prediction> best(float[] probabilities, int top, Tokenizer tokenizer) {
    Required.of("prediction", "probabilities", probabilities);
    Required.of("prediction", "tokenizer", tokenizer);
    Comparator<Integer> worstFirst = Comparator.<Integer>comparingDouble(id -> probabilities[id])
        .thenComparing(Comparator.reverseOrder());
    PriorityQueue<Integer> best = new PriorityQueue<>(worstFirst);
    for (int id = 0; id < probabilities.length; id++) {
      if (best.size() < top) {
        best.add(id);
      } else if (probabilities[id] > probabilities[best.element()]) {
        best.remove();
        best.add(id);
      }
    }
    return best.stream()
        .sorted(worstFirst.reversed())
        .map(id -> new Prediction(tokenizer.piece(id), probabilities[id]))
        .toList();
  }
}
