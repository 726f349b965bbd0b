package io.blick.models.token.gguf;

import io.blick.models.format.Escaped;
import io.blick.models.format.FormatException;
import io.blick.models.format.gguf.GgufMetadata;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The keys of a tokenizer in a GGUF file, checked; all are named without what they begin with.
 *
 * @param metadata the metadata of the file
 */
record GgufKeys(GgufMetadata metadata) {
  /** What all keys of a tokenizer's pieces begin with. */
  static final String PREFIX = "tokenizer.ggml.";

  /** Bytes of the longest list: far above any vocabulary, the largest of which has 12 MB. */
  private static final long LARGEST = 64L << 20;

  /** Keys that are used, and keys that change no piece. */
  private static final Set<String> KNOWN = Set.of(
      "add_bos_token",
      "add_eos_token",
      "add_sep_token",
      "add_space_prefix",
      "bos_token_id",
      "cls_token_id",
      "eom_token_id",
      "eos_token_id",
      "eot_token_id",
      "fim_mid_token_id",
      "fim_pad_token_id",
      "fim_pre_token_id",
      "fim_rep_token_id",
      "fim_sep_token_id",
      "fim_suf_token_id",
      "mask_token_id",
      "merges",
      "middle_token_id",
      "model",
      "padding_token_id",
      "pre",
      "precompiled_charsmap",
      "prefix_token_id",
      "remove_extra_whitespaces",
      "scores",
      "seperator_token_id",
      "suffix_token_id",
      "token_type",
      "token_type_count",
      "tokens",
      "unknown_token_id");

  /** Whether the file has a key. */
  boolean has(String key) {
    return metadata.has(PREFIX + key);
  }

  String text(String key) {
    return metadata.text(PREFIX + key);
  }

  /** Returns a flag, or {@code otherwise} if the file does not have it. */
  boolean flag(String key, boolean otherwise) {
    return has(key) ? metadata.flag(PREFIX + key) : otherwise;
  }

  /** Checks that a flag is not set, since what it asks for is not done. */
  void requireUnset(String key) {
    if (flag(key, false)) {
      throw wrong(key, "false or absent", "true");
    }
  }

  /** Returns a list of texts. */
  List<String> texts(String key) {
    requireSmall(key);
    return metadata.texts(PREFIX + key);
  }

  /** Returns a list of whole numbers, one for each token. */
  long[] wholes(String key, int tokens) {
    requireSmall(key);
    long[] wholes = metadata.wholes(PREFIX + key);
    requireCount(key, tokens, wholes.length);
    return wholes;
  }

  /** Returns a list of numbers, one for each token, all finite. */
  double[] numbers(String key, int tokens) {
    requireSmall(key);
    double[] numbers = metadata.numbers(PREFIX + key);
    requireCount(key, tokens, numbers.length);
    for (double number : numbers) {
      if (!Double.isFinite(number)) {
        throw wrong(key, "of finite numbers", Double.toString(number));
      }
    }
    return numbers;
  }

  /** Returns a list of bytes. */
  byte[] bytes(String key) {
    requireSmall(key);
    long[] wholes = metadata.wholes(PREFIX + key);
    byte[] bytes = new byte[wholes.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) wholes[i];
    }
    return bytes;
  }

  /** Returns what is made of a value; an illegal argument is the file's error. */
  <T> T made(String key, Supplier<T> maker) {
    try {
      return maker.get();
    } catch (IllegalArgumentException e) {
      throw wrong("%s%s: %s".formatted(PREFIX, key, e.getMessage()));
    }
  }

  private void requireCount(String key, int tokens, int count) {
    if (count != tokens) {
      throw wrong("%s must have a value for each of the %d tokens; got %d"
          .formatted(PREFIX + key, tokens, count));
    }
  }

  private void requireSmall(String key) {
    long bytes = metadata.bytes(PREFIX + key);
    if (bytes > LARGEST) {
      throw wrong("%s must take at most %d bytes; got %d".formatted(PREFIX + key, LARGEST, bytes));
    }
  }

  /** Returns the row of a piece with a task, if the file names one. */
  Optional<Integer> row(String key, int tokens) {
    if (!has(key)) {
      return Optional.empty();
    }
    long row = metadata.whole(PREFIX + key);
    if (row < 0 || row >= tokens) {
      throw wrong(key, "a row of one of the %d tokens".formatted(tokens), Long.toString(row));
    }
    return Optional.of((int) row);
  }

  /** Returns a sentence for each key that is not known. */
  List<String> notes() {
    return metadata.keys().stream()
        .filter(key -> key.startsWith(PREFIX) && !KNOWN.contains(key.substring(PREFIX.length())))
        .map(key -> Escaped.text(key) + " is not known, and was passed over")
        .toList();
  }

  FormatException wrong(String key, String expected, String got) {
    return wrong("%s must be %s; got %s".formatted(PREFIX + key, expected, Escaped.quoted(got)));
  }

  FormatException wrong(String sentence) {
    return new FormatException("gguf", metadata.path(), 0, sentence);
  }
}
