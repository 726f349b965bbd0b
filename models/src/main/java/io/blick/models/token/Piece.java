package io.blick.models.token;

/** One piece of a text as a model reads it: an entry of its vocabulary. */
public sealed interface Piece {

  /** Returns its row in the vocabulary. */
  int id();

  /** Returns the vocabulary's spelling, such as {@code ##ten}. */
  String text();

  /** Returns the segment it belongs to, 1 or 2. */
  int segment();

  /** Returns the index of its word in {@link Encoding#words()}. */
  int word();

  /**
   * A piece that stands in the text.
   *
   * @param id row in the vocabulary
   * @param text the vocabulary's spelling
   * @param segment 1 or 2
   * @param word index of its word
   * @param start where it begins in its segment, a UTF-16 index
   * @param end where it ends, exclusive
   */
  record InText(int id, String text, int segment, int word, int start, int end) implements Piece {}

  /**
   * A piece that the model adds, such as {@code [CLS]}.
   *
   * @param id row in the vocabulary
   * @param text the vocabulary's spelling
   * @param segment 1 or 2
   * @param word index of its word, which has no other piece
   */
  record Added(int id, String text, int segment, int word) implements Piece {}
}
