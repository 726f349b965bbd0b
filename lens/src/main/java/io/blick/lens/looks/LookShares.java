package io.blick.lens.looks;

import io.blick.lens.argument.Required;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Where the weight of words goes, as means over the words that look; all together they are 1.
 *
 * @param words how many words look
 * @param parts weight on other words of each part of speech (P)
 * @param itself weight on the word itself
 * @param added weight on each piece that the model adds
 */
public record LookShares(long words, List<Double> parts, double itself, List<Double> added) {

  /** Copies the lists. */
  public LookShares {
    parts = Required.all("looks", "weights on parts of speech", parts);
    added = Required.all("looks", "weights on added pieces", added);
  }

  /** Returns the weight on all other words. */
  public double others() {
    return parts.stream().mapToDouble(Double::doubleValue).sum();
  }

  /**
   * Returns the part of {@link #others} that one part of speech has; 0 where that is nothing.
   *
   * @param part index of the part of speech
   */
  public double share(int part) {
    double others = others();
    return others > 0 ? parts.get(part) / others : 0;
  }

  /** Returns all weights: on parts, on the word itself, on added pieces. */
  double[] all() {
    return DoubleStream.concat(
            DoubleStream.concat(
                parts.stream().mapToDouble(Double::doubleValue), DoubleStream.of(itself)),
            added.stream().mapToDouble(Double::doubleValue))
        .toArray();
  }
}
