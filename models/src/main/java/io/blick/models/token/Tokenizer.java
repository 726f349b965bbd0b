package io.blick.models.token;

import java.util.List;
import java.util.Optional;

/**
 * A tokenizer: splits text into pieces of a model's vocabulary, and makes text of pieces. Immutable
 * and safe for many threads.
 */
public interface Tokenizer {

  /** Returns the pieces of one text. */
  Encoding encode(String text);

  /** Returns the pieces of a pair of texts, as segments 1 and 2. */
  Encoding encode(String first, String second);

  /**
   * Returns the pieces of a text whose words are known, between the pieces that the model adds. The
   * words of the encoding are the given ones; offsets count in the own word of a piece.
   *
   * @param words the words in order; none is white space alone
   * @throws IllegalArgumentException if a word has no piece, and the vocabulary none for the
   *     unknown
   */
  default Encoding encodeWords(List<String> words) {
    return WordsAlone.encode(this, words);
  }

  /** Returns the spelling of piece {@code id} in the vocabulary. */
  String piece(int id);

  /**
   * Returns the number of rows that an embedding table needs for all pieces. Not every row has a
   * piece.
   */
  int size();

  /** Begins a text that is made of pieces as they come. */
  Decoding decoding();

  /**
   * Returns the text of pieces, special ones as they are spelled. Where the pieces do not say which
   * white space stood between words, there is a blank.
   *
   * @param ids the pieces in order
   * @throws IllegalArgumentException if there is no such piece
   */
  default String text(List<Integer> ids) {
    Decoding decoding = decoding();
    return decoding.append(ids) + decoding.end();
  }

  /** Whether a piece is special: no text to a reader, such as {@code [SEP]}. */
  default boolean isSpecial(int id) {
    return false;
  }

  /** Returns the id of the piece for a masked word, such as {@code [MASK]}, if there is one. */
  Optional<Integer> mask();

  /**
   * Returns the id of the piece for a word that the vocabulary cannot spell, such as {@code [UNK]},
   * if there is one.
   */
  default Optional<Integer> unknown() {
    return Optional.empty();
  }

  /**
   * Returns the id of the padding piece, which fills up the shorter texts of a batch, if there is
   * one.
   */
  default Optional<Integer> padding() {
    return Optional.empty();
  }

  /** Returns the id of the piece that begins a text, if the tokenizer's files name one. */
  default Optional<Integer> beginning() {
    return Optional.empty();
  }

  /** Returns the id of the piece that ends a text, if the tokenizer's files name one. */
  default Optional<Integer> end() {
    return Optional.empty();
  }

  /** Whether text is converted to lower case. */
  default boolean lowersCase() {
    return false;
  }

  /**
   * Whether the model is told which pieces are of the second text of a pair; otherwise all are of
   * the first segment to it.
   */
  default boolean tellsSegments() {
    return false;
  }

  /**
   * Returns what was assumed because no file says it, one sentence each. The notes of the model
   * include these.
   */
  default List<String> notes() {
    return List.of();
  }
}
