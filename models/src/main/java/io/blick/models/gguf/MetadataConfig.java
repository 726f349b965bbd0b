package io.blick.models.gguf;

import io.blick.models.format.gguf.Gguf;
import io.blick.models.format.gguf.GgufMetadata;
import io.blick.models.format.json.ConfigFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The metadata of a GGUF file as the config.json that the same model has in a folder.
 *
 * @see <a href="https://github.com/ggml-org/ggml/blob/master/docs/gguf.md">the keys</a>
 */
final class MetadataConfig {
  private static final Map<String, String> WHOLES = Map.of(
      "block_count", "num_hidden_layers",
      "embedding_length", "hidden_size",
      "feed_forward_length", "intermediate_size",
      "context_length", "max_position_embeddings",
      "attention.head_count", "num_attention_heads",
      "attention.head_count_kv", "num_key_value_heads",
      "attention.key_length", "head_dim",
      "attention.sliding_window", "sliding_window");

  private static final Map<String, String> NUMBERS = Map.of(
      "attention.layer_norm_rms_epsilon", "rms_norm_eps",
      "attention.layer_norm_epsilon", "layer_norm_eps",
      "attn_logit_softcapping", "attn_logit_softcapping",
      "final_logit_softcapping", "final_logit_softcapping");

  /** What an architecture's config.json calls otherwise, by its general.architecture. */
  private static final Map<String, Map<String, String>> OTHERWISE = Map.of(
      "gpt2", Map.of("intermediate_size", "n_inner", "layer_norm_eps", "layer_norm_epsilon"));

  /** Layers of the largest of each Gemma. */
  private static final Set<Map.Entry<String, Object>> LARGEST_GEMMA =
      Set.of(Map.entry("gemma2", 46), Map.entry("gemma3", 62));

  private static final String WIDTH = "embedding_length";
  private static final String HEADS = "attention.head_count";
  /** What the frequencies of Llama 3 are divided by. */
  private static final String DIVISORS = "rope_freqs.weight";

  private static final String PARALLEL = "use_parallel_residual";

  /** Keys that say nothing about numbers that are computed. */
  private static final Set<String> HARMLESS = Set.of("vocab_size", "attention.causal");

  private final Gguf file;
  private final GgufMetadata metadata;
  private final String architecture;
  private final Predicate<String> reads;
  private final Map<String, Object> values = new LinkedHashMap<>();
  private final Set<String> known = new LinkedHashSet<>(HARMLESS);

  private MetadataConfig(Gguf file, String architecture, Predicate<String> reads) {
    this.reads = reads;
    this.file = file;
    this.metadata = file.metadata();
    this.architecture = architecture;
  }

  /**
   * Returns the config.json of a file.
   *
   * @param architecture its general.architecture
   * @param reads whether a key of this config.json has a meaning
   * @throws io.blick.models.format.FormatException if a value is of another kind
   */
  static ConfigFile of(Gguf file, String architecture, Predicate<String> reads) {
    return new MetadataConfig(file, architecture, reads).config();
  }

  private ConfigFile config() {
    given();
    values.put("vocab_size", metadata.texts("tokenizer.ggml.tokens").size());
    values.put("tie_word_embeddings", !file.names().contains("output.weight"));
    implied("attention_bias", file.names().contains("blk.0.attn_output.bias"));
    implied("mlp_bias", file.names().contains("blk.0.ffn_down.bias"));
    heads();
    windows();
    if (reads.test("rope_parameters")) {
      values.put("rope_parameters", rotary());
    }
    unknown();
    return ConfigFile.of(file.path(), values);
  }

  /** Puts what has a key in both. */
  private void given() {
    Map<String, String> otherwise = OTHERWISE.getOrDefault(architecture, Map.of());
    WHOLES.forEach((key, name) -> {
      if (knows(key)) {
        values.put(otherwise.getOrDefault(name, name), whole(key));
      }
    });
    NUMBERS.forEach((key, name) -> {
      if (knows(key)) {
        values.put(otherwise.getOrDefault(name, name), metadata.number(own(key)));
      }
    });
    if (knows(PARALLEL)) {
      values.put(PARALLEL, metadata.flag(own(PARALLEL)));
    }
  }

  /** Puts a value that the file does not say, and that counts where there is a key for it. */
  private void implied(String key, Object value) {
    if (reads.test(key)) {
      values.putIfAbsent(key, value);
    }
  }

  /**
   * Without other numbers a key-value head is of one query head, and a head a part of the width.
   */
  private void heads() {
    valueLength();
    if (metadata.has(own(WIDTH)) && metadata.has(own(HEADS))) {
      long width = metadata.whole(own(WIDTH));
      long heads = metadata.whole(own(HEADS));
      implied("num_key_value_heads", whole(HEADS));
      if (heads > 0 && width % heads == 0) {
        implied("head_dim", (int) (width / heads));
        scalar(width / heads);
      }
    }
  }

  /** The scale of Gemma's scores is that of a head's length, but in the 27B of each. */
  private void scalar(long part) {
    Object length = values.getOrDefault("head_dim", part);
    implied("query_pre_attn_scalar", LARGEST_GEMMA.contains(layers()) ? part : length);
  }

  private Map.Entry<String, Object> layers() {
    return Map.entry(architecture, values.getOrDefault("num_hidden_layers", 0));
  }

  /** A window of 0 is none. */
  private void windows() {
    String pattern = "attention.sliding_window_pattern";
    if (knows(pattern)) {
      List<String> types = new ArrayList<>();
      for (boolean slides : metadata.flags(own(pattern))) {
        types.add(slides ? "sliding_attention" : "full_attention");
      }
      values.put("layer_types", types);
    }
    if (Integer.valueOf(0).equals(values.get("sliding_window"))) {
      values.remove("sliding_window");
    }
    if (!values.containsKey("sliding_window")) {
      implied("sliding_window_pattern", 1);
    }
  }

  private String own(String key) {
    return architecture + "." + key;
  }

  /** Returns a whole number: an int where it is one, as JSON has it. */
  private Number whole(String key) {
    long number = metadata.whole(own(key));
    if (number == (int) number) {
      return (int) number;
    }
    return number;
  }

  /** Whether the file has a key; whatever it is, it is known. */
  private boolean knows(String key) {
    known.add(key);
    return metadata.has(own(key));
  }

  /** Values are as long as keys in all that is supported. */
  private void valueLength() {
    if (knows("attention.value_length")
        && knows("attention.key_length")
        && metadata.whole(own("attention.value_length"))
            != metadata.whole(own("attention.key_length"))) {
      values.put(own("attention.value_length"), metadata.whole(own("attention.value_length")));
    }
  }

  private Map<String, Object> rotary() {
    Map<String, Object> rotary = new LinkedHashMap<>();
    rotary.put(
        "rope_type", file.names().contains("rope_factors_long.weight") ? "longrope" : "default");
    if (knows("rope.freq_base")) {
      rotary.put("rope_theta", metadata.number(own("rope.freq_base")));
    }
    if (knows("rope.dimension_count")) {
      rotary.put("dimension_count", whole("rope.dimension_count"));
    }
    scaling(rotary);
    if (file.names().contains(DIVISORS)) {
      rotary.put(
          "frequency_divisors",
          file.weight(DIVISORS, file.sizes(DIVISORS).getFirst()).toDoubles());
    }
    return reads.test("rope_local_base_freq") ? byLayer(rotary) : rotary;
  }

  private void scaling(Map<String, Object> rotary) {
    if (knows("rope.scaling.type") && !metadata.text(own("rope.scaling.type")).equals("none")) {
      rotary.put("rope_type", metadata.text(own("rope.scaling.type")));
    }
    if (knows("rope.scaling.factor")) {
      rotary.put("factor", metadata.number(own("rope.scaling.factor")));
    }
    if (knows("rope.scaling.original_context_length")) {
      rotary.put("original_max_position_embeddings", whole("rope.scaling.original_context_length"));
    }
  }

  /** Gemma 3's layers with a window have a base of their own, and no scaling. */
  private Map<String, Object> byLayer(Map<String, Object> full) {
    Map<String, Object> sliding = new LinkedHashMap<>();
    sliding.put("rope_type", "default");
    if (knows("rope.freq_base_swa")) {
      sliding.put("rope_theta", metadata.number(own("rope.freq_base_swa")));
    }
    return Map.of("full_attention", full, "sliding_attention", sliding);
  }

  /** Keeps keys that are not known under their own names, so that they are told. */
  private void unknown() {
    String prefix = architecture + ".";
    metadata.keys().stream()
        .filter(key -> key.startsWith(prefix) && !known.contains(key.substring(prefix.length())))
        .forEach(key -> values.put(key, true));
  }
}
