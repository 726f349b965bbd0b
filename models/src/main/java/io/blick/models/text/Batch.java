package io.blick.models.text;

import io.blick.core.tensor.Sequences;
import io.blick.core.tensor.Tensor;
import io.blick.models.token.Encoding;
import io.blick.models.token.Piece;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Several texts, their pieces one after another: a pass computes a row for each, and no other. */
public final class Batch {
  private final Tensor ids;
  private final Tensor segments;
  private final Tensor positions;
  private final Sequences sequences;
  private final int segmentCount;

  private Batch(
      Tensor ids, Tensor segments, Tensor positions, Sequences sequences, int segmentCount) {
    this.ids = ids;
    this.segments = segments;
    this.positions = positions;
    this.sequences = sequences;
    this.segmentCount = segmentCount;
  }

  /**
   * Creates a batch of texts.
   *
   * @param texts the texts, at least one, of at least one piece each
   * @throws IllegalArgumentException if there is no text, or one without pieces
   */
  public static Batch of(List<Encoding> texts) {
    return ofCopy(copy(texts));
  }

  /**
   * Creates a batch of texts that are given by the ids of their pieces, each of the first segment.
   *
   * @param texts the ids of each text, at least one text of at least one piece
   * @throws IllegalArgumentException if there is no text, or one without pieces
   */
  public static Batch ofIds(List<int[]> texts) {
    Objects.requireNonNull(texts, "batch: texts must not be null");
    requireTexts(texts.size());
    Sequences sequences =
        Sequences.of(texts.stream().mapToInt(text -> text.length).toArray());
    int[] ids = new int[sequences.rows()];
    int[] positions = new int[ids.length];
    for (int b = 0; b < texts.size(); b++) {
      int[] text = texts.get(b);
      int start = sequences.start(b);
      System.arraycopy(text, 0, ids, start, text.length);
      for (int i = 0; i < text.length; i++) {
        positions[start + i] = i;
      }
    }
    Tensor segments = constant(new int[ids.length]);
    return new Batch(constant(ids), segments, constant(positions), sequences, 1);
  }

  /** Returns the same texts, each of whose pieces is of the first segment. */
  public Batch inOneSegment() {
    return new Batch(ids, constant(new int[sequences.rows()]), positions, sequences, 1);
  }

  /** Returns the texts as they are now: a list may change while it is read. */
  private static List<Encoding> copy(List<Encoding> texts) {
    List<Encoding> copy =
        new ArrayList<>(Objects.requireNonNull(texts, "batch: texts must not be null"));
    for (int b = 0; b < copy.size(); b++) {
      String name = "batch: text " + (b + 1);
      Objects.requireNonNull(copy.get(b), () -> name + " must not be null");
    }
    return copy;
  }

  private static Batch ofCopy(List<Encoding> texts) {
    requireTexts(texts.size());
    Sequences sequences =
        Sequences.of(texts.stream().mapToInt(text -> text.pieces().size()).toArray());
    int[] ids = new int[sequences.rows()];
    int[] segments = new int[ids.length];
    int[] positions = new int[ids.length];
    int last = 0;
    for (int b = 0; b < texts.size(); b++) {
      for (int i = 0; i < sequences.length(b); i++) {
        Piece piece = texts.get(b).pieces().get(i);
        int row = sequences.start(b) + i;
        ids[row] = piece.id();
        segments[row] = piece.segment() - 1;
        positions[row] = i;
        last = Math.max(last, segments[row]);
      }
    }
    return new Batch(constant(ids), constant(segments), constant(positions), sequences, 1 + last);
  }

  private static void requireTexts(int count) {
    if (count == 0) {
      throw new IllegalArgumentException("batch: there must be at least one text; got none");
    }
  }

  /** Returns numbers that nobody can change, since a batch may be read by many threads. */
  private static Tensor constant(int[] numbers) {
    Tensor tensor = Tensor.of(numbers, numbers.length);
    return Tensor.over(tensor.data().asReadOnly(), tensor.type(), numbers.length);
  }

  /**
   * Creates the same batch, for callers that name a padding piece: nothing is padded, so it has no
   * influence.
   *
   * @param padding the id of any piece, as {@code Tokenizer.padding()} has it, or none
   * @param texts the texts, at least one, of at least one piece each
   * @throws IllegalArgumentException if there is no text, or one without pieces
   */
  public static Batch of(Optional<Integer> padding, List<Encoding> texts) {
    Objects.requireNonNull(padding, "batch: padding must not be null");
    return of(texts);
  }

  /** Creates a batch of one text. */
  public static Batch of(Encoding text) {
    return of(List.of(text));
  }

  /** Returns the id of each piece, int32 (N). */
  public Tensor ids() {
    return ids;
  }

  /** Returns the segment of each piece, counted from 0, int32 (N). */
  public Tensor segments() {
    return segments;
  }

  /** Returns the index of each piece within its text, from 0, int32 (N). */
  public Tensor positions() {
    return positions;
  }

  /** Returns which of the N rows belong to which text. */
  public Sequences sequences() {
    return sequences;
  }

  /** Returns the number of texts, B. */
  public int texts() {
    return sequences.count();
  }

  /** Returns the number of pieces of the longest text. */
  public int longest() {
    return sequences.longest();
  }

  /**
   * Returns the number of segments: the highest segment of any piece, counted from 1. The model
   * must have as many segment embeddings.
   */
  public int segmentCount() {
    return segmentCount;
  }
}
