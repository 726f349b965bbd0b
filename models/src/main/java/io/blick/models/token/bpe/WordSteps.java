package io.blick.models.token.bpe;

import java.util.List;

/**
 * How text is cut into words: by one pattern, then each part by the next.
 *
 * @param before the patterns before a blank may be put in
 * @param prefix whether a blank is put before each part that begins with none
 * @param after the patterns behind that
 */
public record WordSteps(List<WordPattern> before, Prefix prefix, List<WordPattern> after) {
  /** Copies the lists. */
  public WordSteps {
    before = List.copyOf(before);
    after = List.copyOf(after);
  }

  /** Whether a blank is put before a part of a text that begins with none. */
  public enum Prefix {
    NONE,
    BLANK
  }
}
