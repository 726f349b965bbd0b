package io.blick.models.token;

/** A piece of a text: an entry of the model's vocabulary. */
public sealed interface Piece {

  /** Returns its row in the vocabulary. */
  int id();

  /** Returns its spelling in the vocabulary, such as {@code ##ten}. */
  String text();

  /** Returns the segment it belongs to, 1 or 2. */
  int segment();

  /** Returns the index of its word in {@link Encoding#words()}. */
  int word();

  /**
   * A piece of the text itself.
   *
   * @param id row in the vocabulary
   * @param text spelling in the vocabulary
   * @param segment 1 or 2
   * @param word index of its word
   * @param start its beginning in its segment, a UTF-16 index
   * @param end its end in its segment, exclusive
   */
  record InText(int id, String text, int segment, int word, int start, int end) implements Piece {}

  /**
   * A piece that the model adds, such as {@code [CLS]}.
   *
   * @param id row in the vocabulary
   * @param text spelling in the vocabulary
   * @param segment 1 or 2
   * @param word index of its word, which has no other piece
   */
  record Added(int id, String text, int segment, int word) implements Piece {}
}
