package io.blick.models.token;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The pieces that are recognised in the text as it was typed, before anything else is done to it:
 * the leftmost, and of those that begin there the longest.
 */
final class SpecialTokens {

  /** A spelling and its row. */
  record Special(String spelling, int row) {}

  private final List<Special> longestFirst;

  SpecialTokens(List<Special> specials) {
    longestFirst = specials.stream()
        .sorted((a, b) -> Integer.compare(b.spelling().length(), a.spelling().length()))
        .toList();
  }

  /** Returns the special token that begins at {@code at}, if any. */
  @Nullable
  Special at(String text, int at) {
    for (Special special : longestFirst) {
      if (text.startsWith(special.spelling(), at)) {
        return special;
      }
    }
    return null;
  }
}
