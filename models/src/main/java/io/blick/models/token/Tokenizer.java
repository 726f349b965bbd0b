package io.blick.models.token;

import java.util.List;
import java.util.Optional;

/**
 * A tokenizer: splits text into pieces of a model's vocabulary. Immutable and safe for many
 * threads.
 */
public interface Tokenizer {

  /** Returns the pieces of one text. */
  Encoding encode(String text);

  /** Returns the pieces of a pair of texts, as segments 1 and 2. */
  Encoding encode(String first, String second);

  /** Returns the spelling of piece {@code id} in the vocabulary. */
  String piece(int id);

  /** Returns the id of the piece for a masked word, such as {@code [MASK]}, if there is one. */
  Optional<Integer> mask();

  /**
   * Returns the id of the piece for a word that the vocabulary cannot spell, such as {@code [UNK]},
   * if there is one.
   */
  default Optional<Integer> unknown() {
    return Optional.empty();
  }

  /** Returns the id of the padding piece, which fills up the shorter texts of a batch. */
  int padding();

  /**
   * Returns what was assumed because no file says it, one sentence each. The notes of the model
   * include these.
   */
  default List<String> notes() {
    return List.of();
  }
}
