package io.blick.lens.trace;

import io.blick.lens.argument.Required;
import io.blick.models.text.TextModel;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

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

  /** Returns all heads of a model, in the order of layers, then heads. */
  public static List<Head> all(TextModel model) {
    Required.of("head", "model", model);
    return IntStream.range(0, model.layers())
        .boxed()
        .flatMap(layer -> IntStream.range(0, model.heads()).mapToObj(h -> new Head(layer, h)))
        .toList();
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
