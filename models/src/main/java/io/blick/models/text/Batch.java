package io.blick.models.text;

import io.blick.core.attention.Mask;
import io.blick.core.tensor.Tensor;
import io.blick.models.token.Encoding;
import io.blick.models.token.Piece;
import java.util.Arrays;
import java.util.List;

/** Several texts as one rectangle of pieces; shorter texts are padded. */
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
   * Creates a batch of texts.
   *
   * @param padding the id of the padding piece
   * @param texts the texts, at least one
   * @throws IllegalArgumentException if there is no text
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

  /** Returns the id of the piece at each position, int32 (B, T). */
  public Tensor ids() {
    return ids;
  }

  /** Returns the segment at each position, counted from 0, int32 (B, T). */
  public Tensor segments() {
    return segments;
  }

  /** Returns the index of each position within its text, from 0, int32 (B, T). */
  public Tensor positions() {
    return positions;
  }

  /** Returns the number of pieces of each text (B). */
  public int[] lengths() {
    return lengths.clone();
  }

  /** Returns the number of pieces of the longest text, T. */
  public int longest() {
    return ids.size(1);
  }

  /**
   * Returns the number of segments: the highest segment of any piece, counted from 1. The model
   * must have as many segment embeddings.
   */
  public int segmentCount() {
    return 1 + Arrays.stream(segments.toInts()).max().orElse(0);
  }

  /** Returns the mask that hides the padding. */
  public Mask mask() {
    return Mask.padding(lengths);
  }
}
