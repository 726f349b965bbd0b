package io.blick.models.text;

import io.blick.models.format.Escaped;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The prompts of a folder: texts that a caller puts before a text, as they are, without a space
 * between.
 *
 * @param texts the prompts by name, in the order of the file; an empty one changes nothing
 * @param byDefault the name of the prompt before every text for which none is asked, if there is
 *     one
 * @param pieces whether the pieces of a prompt count in the pooling
 */
public record SentencePrompts(
    Map<String, String> texts, Optional<String> byDefault, PromptPieces pieces) {
  /** No prompts. */
  public static final SentencePrompts NONE =
      new SentencePrompts(Map.of(), Optional.empty(), PromptPieces.POOLED);

  /** The treatment of the pieces of a prompt. */
  public enum PromptPieces {
    /** They count in the pooling like all others. */
    POOLED,
    /**
     * They are left out, as are those before them: of the pieces of the prompt and the text the
     * first n, where n is the number of pieces of the prompt alone, with the opening piece and
     * without the closing one. The others keep their weights in a weighted mean.
     */
    LEFT_OUT
  }

  /** Copies the map. */
  public SentencePrompts {
    texts = Collections.unmodifiableMap(new LinkedHashMap<>(texts));
  }

  /** Returns these prompts with other pieces in the pooling. */
  public SentencePrompts with(PromptPieces newPieces) {
    return new SentencePrompts(texts, byDefault, newPieces);
  }

  /**
   * Returns the text of a prompt.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public String text(String name) {
    String text = texts.get(name);
    if (text == null) {
      throw new IllegalArgumentException("prompt: it must be %s; got %s"
          .formatted(
              texts.isEmpty()
                  ? "left out, since the folder has none"
                  : "one of " + Escaped.text(String.join(", ", texts.keySet())),
              Escaped.quoted(name)));
    }
    return text;
  }

  /** Returns the prompt before every text for which none is asked; "" if there is none. */
  public String byDefaultText() {
    return byDefault.map(this::text).orElse("");
  }
}
