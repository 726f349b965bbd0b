package io.blick.models.sentence;

import io.blick.models.format.json.ConfigFile;
import io.blick.models.text.SentencePrompts;
import io.blick.models.text.SentencePrompts.PromptPieces;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The prompts in config_sentence_transformers.json. */
final class PromptFile {
  private static final String DEFAULT = "default_prompt_name";

  // sentence-transformers has these, empty, where a folder has none.
  private static final Set<String> ALWAYS_THERE = Set.of("query", "document");

  private PromptFile() {}

  /**
   * Returns the prompts of the file.
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
}
