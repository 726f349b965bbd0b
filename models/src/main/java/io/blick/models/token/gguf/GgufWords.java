package io.blick.models.token.gguf;

import io.blick.models.token.bpe.BpeRules;
import io.blick.models.token.bpe.WordPattern;
import io.blick.models.token.bpe.WordSteps;
import io.blick.models.token.unicode.Composed;
import io.blick.models.token.unicode.Normaliser;
import io.blick.models.token.unicode.Unchanged;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How a byte-level tokenizer of a GGUF file cuts words, which the file says by a name alone
 * ({@code tokenizer.ggml.pre}): as the tokenizer.json of the models does for which it stands.
 */
enum GgufWords {
  GPT2(Text.AS_TYPED, BpeRules.Whole.MERGED, "gpt-2, phi-2"),
  GPT2_COMPOSED(Text.COMPOSED, BpeRules.Whole.MERGED, "mpt, olmo"),
  DIGITS(Text.AS_TYPED, BpeRules.Whole.MERGED, "codeshell, refact, smollm, starcoder"),
  DIGITS_COMPOSED(Text.COMPOSED, BpeRules.Whole.MERGED, "command-r"),
  LLAMA3(Text.AS_TYPED, BpeRules.Whole.FIRST, "llama-bpe, llama-v3, llama3"),
  QWEN2(Text.COMPOSED, BpeRules.Whole.MERGED, "deepseek-r1-qwen, qwen2");

  /** What is done to a text before. */
  private enum Text {
    AS_TYPED,
    COMPOSED
  }

  private final Text text;
  private final BpeRules.Whole whole;
  private final String names;

  GgufWords(Text text, BpeRules.Whole whole, String names) {
    this.text = text;
    this.whole = whole;
    this.names = names;
  }

  /** Returns the rules that a file names; others than these are refused by name. */
  static GgufWords read(GgufKeys keys) {
    String known =
        Arrays.stream(values()).map(words -> words.names).collect(Collectors.joining(", "));
    if (!keys.has("pre")) {
      throw keys.wrong("%spre must say how words are cut, one of %s; got none"
          .formatted(GgufKeys.PREFIX, known));
    }
    String name = keys.text("pre");
    return Arrays.stream(values())
        .filter(words -> List.of(words.names.split(", ", -1)).contains(name))
        .findFirst()
        .orElseThrow(() -> keys.wrong("pre", "one of " + known, name));
  }

  /** Returns how text is cut into words. */
  WordSteps steps(GgufKeys keys) {
    WordSteps.Prefix prefix =
        keys.flag("add_space_prefix", false) ? WordSteps.Prefix.BLANK : WordSteps.Prefix.NONE;
    return switch (this) {
      case GPT2, GPT2_COMPOSED -> new WordSteps(List.of(), prefix, List.of(new WordPattern.Gpt2()));
      case DIGITS, DIGITS_COMPOSED ->
        new WordSteps(
            List.of(new WordPattern.Digits(true)), prefix, List.of(new WordPattern.Gpt2()));
      case LLAMA3 -> new WordSteps(List.of(new WordPattern.Llama3(3)), prefix, List.of());
      case QWEN2 -> new WordSteps(List.of(new WordPattern.Llama3(1)), prefix, List.of());
    };
  }

  BpeRules.Whole whole() {
    return whole;
  }

  /** Returns what is done to a text before it is cut. */
  Normaliser normaliser() {
    return switch (text) {
      case AS_TYPED -> new Unchanged();
      case COMPOSED -> new Composed();
    };
  }

  /** Whether the piece that begins a text is added where the file does not say so. */
  boolean beginning() {
    return this == LLAMA3;
  }
}
