package io.blick.models.sentence;

import io.blick.models.format.Escaped;
import io.blick.models.format.json.ConfigFile;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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

  private static final String DEFAULT = "default_prompt_name";

  // sentence-transformers has these, empty, where a folder has none.
  private static final Set<String> ALWAYS_THERE = Set.of("query", "document");

  /** What becomes of the pieces of a prompt. */
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

  /**
   * Reads the prompts of config_sentence_transformers.json.
   *
   * @throws NotSupportedException if the default is no prompt of the folder
   */
  static SentencePrompts read(ConfigFile file) {
    ConfigFile prompts = file.object("prompts");
    Map<String, String> texts = new LinkedHashMap<>();
    prompts.keys().forEach(name -> texts.put(name, prompts.text(name, "")));
    if (!file.has(DEFAULT)) {
      return new SentencePrompts(texts, Optional.empty(), PromptPieces.POOLED);
    }
    String said = file.text(DEFAULT, "");
    if (!texts.containsKey(said) && !ALWAYS_THERE.contains(said)) {
      throw new NotSupportedException(
          "%s has the %s %s, and no such prompt".formatted(SentenceFolder.GENERAL, DEFAULT, said));
    }
    return new SentencePrompts(
        texts, Optional.of(said).filter(texts::containsKey), PromptPieces.POOLED);
  }

  /** Returns these prompts with other pieces in the pooling. */
  SentencePrompts with(PromptPieces newPieces) {
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

  /** Returns the prompt before every text for which none is asked; empty if there is none. */
  public String byDefaultText() {
    return byDefault.map(this::text).orElse("");
  }
}
