package io.blick.models.token;

import java.util.List;
import java.util.Optional;

/** Cuts text into the pieces of a model's vocabulary. Immutable and safe for many threads. */
public interface Tokenizer {

  /** Returns the pieces of one text. */
  Encoding encode(String text);

  /** Returns the pieces of a pair of texts, as segments 1 and 2. */
  Encoding encode(String first, String second);

  /** Returns the vocabulary's spelling of piece {@code id}. */
  String piece(int id);

  /**
   * Returns the id that stands for a word to be guessed, such as that of {@code [MASK]}, if any.
   */
  Optional<Integer> mask();

  /**
   * Returns the id that stands for what the vocabulary cannot spell, such as that of {@code [UNK]},
   * if any.
   */
  default Optional<Integer> unknown() {
    return Optional.empty();
  }

  /** Returns the id that fills up the shorter texts of a batch. */
  int padding();

  /**
   * Returns what was assumed because no file says it, one sentence each;
   * {@link io.blick.models.text.TextModel#notes} has them too.
   */
  default List<String> notes() {
    return List.of();
  }
}
