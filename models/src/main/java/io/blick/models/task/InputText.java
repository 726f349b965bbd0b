package io.blick.models.task;

import io.blick.models.token.Encoding;
import io.blick.models.token.Tokenizer;
import java.util.Optional;

/**
 * The text, or pair of texts, that a model reads at once.
 *
 * @param first the text
 * @param second the second text of a pair
 */
public record InputText(String first, Optional<String> second) {
  private static final String NAME = "input text";

  /** Checks that both are there. */
  public InputText {
    Given.one(NAME, "first", first);
    Given.one(NAME, "second", second);
  }

  /** Returns one text. */
  public static InputText of(String text) {
    return new InputText(text, Optional.empty());
  }

  /** Returns a pair of texts. */
  public static InputText pair(String first, String second) {
    return new InputText(first, Optional.of(Given.one(NAME, "second", second)));
  }

  Encoding encoded(Tokenizer tokenizer) {
    return second
        .map(other -> tokenizer.encode(first, other))
        .orElseGet(() -> tokenizer.encode(first));
  }

  /** Returns the number of texts, 1 or 2. */
  int segments() {
    return second.isPresent() ? 2 : 1;
  }

  /** Returns the text of a segment, 1 or 2. */
  String segment(int number) {
    return number == 1 ? first : second.orElseThrow();
  }
}
