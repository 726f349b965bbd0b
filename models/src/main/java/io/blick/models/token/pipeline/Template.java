package io.blick.models.token.pipeline;

import java.util.List;

/**
 * What the model reads for a text and for a pair of texts: the texts, with the pieces that it adds
 * around them.
 *
 * @param single for one text
 * @param pair for a pair
 */
public record Template(List<Part> single, List<Part> pair) {
  /** The texts alone. */
  public static final Template PLAIN =
      new Template(List.of(new Part.Text(0, 1)), List.of(new Part.Text(0, 1), new Part.Text(1, 2)));

  /** Copies the lists. */
  public Template {
    single = List.copyOf(single);
    pair = List.copyOf(pair);
  }

  /** A part of what the model reads. */
  public sealed interface Part {

    /** Returns the segment of the part, 1 or 2. */
    int segment();

    /**
     * A piece that the model adds.
     *
     * @param row its row
     * @param segment 1 or 2
     */
    record Added(int row, int segment) implements Part {}

    /**
     * A text.
     *
     * @param index 0 for the first, 1 for the second of a pair
     * @param segment 1 or 2
     */
    record Text(int index, int segment) implements Part {}
  }
}
