package io.blick.models.text;

import io.blick.core.attention.Mask;
import io.blick.core.tensor.Tensor;
import io.blick.models.token.Encoding;
import io.blick.models.token.Piece;
import java.util.Arrays;
import java.util.List;

/** Several texts as one rectangle of pieces, the shorter ones filled up with padding. */
public final class Batch {
  private final Tensor ids;
  private final Tensor segments;
  private final Tensor positions;
  private final int[] lengths;

  private Batch(Tensor ids, Tensor segments, Tensor positions, int[] lengths) {
    this.ids = ids;
    this.segments = segments;
    this.positions = positions;
    this.lengths = lengths;
  }

  /**
   * Joins texts.
   *
   * @param padding id of the piece that fills up
   * @param texts at least one
   * @throws IllegalArgumentException if there is none
   */
  public static Batch of(int padding, List<Encoding> texts) {
    if (texts.isEmpty()) {
      throw new IllegalArgumentException("batch: there must be at least one text; got none");
    }
    int[] lengths = texts.stream().mapToInt(text -> text.pieces().size()).toArray();
    int positions = Arrays.stream(lengths).max().orElse(0);
    int[] ids = new int[texts.size() * positions];
    int[] segments = new int[ids.length];
    int[] places = new int[ids.length];
    Arrays.setAll(places, i -> i % positions);
    Arrays.fill(ids, padding);
    for (int b = 0; b < lengths.length; b++) {
      int at = b * positions;
      for (Piece piece : texts.get(b).pieces()) {
        ids[at] = piece.id();
        segments[at] = piece.segment() - 1;
        at++;
      }
    }
    return new Batch(
        Tensor.of(ids, lengths.length, positions),
        Tensor.of(segments, lengths.length, positions),
        Tensor.of(places, lengths.length, positions),
        lengths);
  }

  /** Returns the piece at each position, int32 (B, T). */
  public Tensor ids() {
    return ids;
  }

  /** Returns the segment at each position, counted from 0, int32 (B, T). */
  public Tensor segments() {
    return segments;
  }

  /** Returns the place of each position in its text, from 0, int32 (B, T). */
  public Tensor positions() {
    return positions;
  }

  /** Returns how many pieces each text has (B). */
  public int[] lengths() {
    return lengths.clone();
  }

  /** Returns how many pieces the longest text has, T. */
  public int longest() {
    return ids.size(1);
  }

  /** Returns the highest number of a segment, counted from 1: how many kinds a model must know. */
  public int parts() {
    return 1 + Arrays.stream(segments.toInts()).max().orElse(0);
  }

  /** Returns the mask that hides the padding. */
  public Mask mask() {
    return Mask.padding(lengths);
  }
}
