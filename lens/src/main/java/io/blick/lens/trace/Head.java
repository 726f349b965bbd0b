package io.blick.lens.trace;

import java.util.Comparator;

/**
 * One head of a model.
 *
 * @param layer counted from 0
 * @param head counted from 0
 */
public record Head(int layer, int head) implements Comparable<Head> {
  private static final Comparator<Head> ORDER =
      Comparator.comparingInt(Head::layer).thenComparingInt(Head::head);

  /** Checks that neither is negative. */
  public Head {
    if (layer < 0 || head < 0) {
      throw new IllegalArgumentException(
          "head: layer and head must not be negative; got layer " + layer + ", head " + head);
    }
  }

  /** Returns layer and head as a person reads them, counted from 1: {@code 9-11}. */
  public String name() {
    return (layer + 1) + "-" + (head + 1);
  }

  /** Orders by layer, then by head. */
  @Override
  public int compareTo(Head other) {
    return ORDER.compare(this, other);
  }
}
