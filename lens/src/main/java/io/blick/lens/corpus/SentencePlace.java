package io.blick.lens.corpus;

import io.blick.lens.argument.Required;
import java.util.Optional;

/**
 * Where a sentence of a treebank stands.
 *
 * @param file path of its file, as it was given
 * @param number of the sentence in the file, counted from 1; those that are skipped count too
 * @param id what the file calls it ({@code sent_id})
 */
public record SentencePlace(String file, long number, Optional<String> id) {
  /** Checks that there is each. */
  public SentencePlace {
    Required.of("sentence", "file", file);
    Required.of("sentence", "id", id);
  }
}
