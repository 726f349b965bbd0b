package io.blick.models.token.steps;

import com.fasterxml.jackson.databind.JsonNode;
import io.blick.models.format.json.JsonFields;
import io.blick.models.token.bpe.WordPattern;
import io.blick.models.token.bpe.WordSteps;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The pre_tokenizer of a tokenizer.json of byte pairs: known patterns, then bytes. */
public final class PreTokenizerJson {
  private static final String CONTRACTIONS = "'s|'t|'re|'ve|'m|'ll|'d";
  private static final String GPT2 =
      CONTRACTIONS + "| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+";
  private static final String LLAMA3 = "(?i:" + CONTRACTIONS + ")|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|%s"
      + "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";
  private static final Map<String, WordPattern> PATTERNS = Map.of(
      GPT2,
      new WordPattern.Gpt2(),
      LLAMA3.formatted("\\p{N}{1,3}"),
      new WordPattern.Llama3(3),
      LLAMA3.formatted("\\p{N}"),
      new WordPattern.Llama3(1));

  private final List<WordPattern> before = new ArrayList<>();

  private PreTokenizerJson() {}

  /** Reads it; what is not known is refused by name. */
  public static WordSteps read(JsonFields processor) {
    PreTokenizerJson reading = new PreTokenizerJson();
    List<JsonFields> steps = JsonSteps.of(processor, "pretokenizers");
    JsonFields last = steps.isEmpty() ? processor : steps.getLast();
    for (JsonFields step : steps.subList(0, Math.max(0, steps.size() - 1))) {
      reading.before.add(pattern(step));
    }
    last.require("type", "ByteLevel");
    return new WordSteps(
        reading.before,
        last.flag("add_prefix_space", true) ? WordSteps.Prefix.BLANK : WordSteps.Prefix.NONE,
        last.flag("use_regex", true) ? List.of(new WordPattern.Gpt2()) : List.of());
  }

  private static WordPattern pattern(JsonFields step) {
    return switch (step.text("type", "")) {
      case "Digits" -> new WordPattern.Digits(step.flag("individual_digits", false));
      case "Split" -> split(step);
      default ->
        throw step.wrong(
            "type", "Split, Digits, or ByteLevel at the end", step.object().path("type"));
    };
  }

  private static WordPattern split(JsonFields step) {
    // What the pattern finds stays and what is between is apart; all of a text is found.
    boolean inverted = step.flag("invert", false);
    step.require("behavior", inverted ? "Removed" : "Isolated");
    JsonFields pattern = step.child("pattern");
    JsonNode said = pattern.object().path("Regex");
    WordPattern known = PATTERNS.get(said.asText());
    if (known == null) {
      throw pattern.wrong("Regex", "that of GPT-2, Llama 3 or Qwen 2", said);
    }
    return known;
  }
}
