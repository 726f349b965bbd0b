package io.blick.models.ggml;

import io.blick.models.format.gguf.Gguf;
import io.blick.models.format.gguf.GgufMetadata;
import io.blick.models.format.json.ConfigFile;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

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

  /** Keys that say nothing about numbers that are computed. */
  private static final Set<String> HARMLESS = Set.of("vocab_size", "attention.causal");

  private final Gguf file;
  private final GgufMetadata metadata;
  private final String architecture;
  private final Map<String, Object> values = new LinkedHashMap<>();
  private final Set<String> known = new LinkedHashSet<>(HARMLESS);

  private MetadataConfig(Gguf file, String architecture) {
    this.file = file;
    this.metadata = file.metadata();
    this.architecture = architecture;
  }

  /**
   * Returns the config.json of a file.
   *
   * @param architecture its general.architecture
   * @throws io.blick.models.format.FormatException if a value is of another kind
   */
  static ConfigFile of(Gguf file, String architecture) {
    return new MetadataConfig(file, architecture).config();
  }

  private ConfigFile config() {
    WHOLES.forEach((key, name) -> {
      if (knows(key)) {
        values.put(name, whole(key));
      }
    });
    NUMBERS.forEach((key, name) -> {
      if (knows(key)) {
        values.put(name, metadata.number(own(key)));
      }
    });
    values.put("vocab_size", metadata.texts("tokenizer.ggml.tokens").size());
    values.put("tie_word_embeddings", !file.names().contains("output.weight"));
    values.put("attention_bias", file.names().contains("blk.0.attn_output.bias"));
    values.put("mlp_bias", file.names().contains("blk.0.ffn_down.bias"));
    valueLength();
    rotary();
    unknown();
    return ConfigFile.of(file.path(), values);
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

  private void rotary() {
    Map<String, Object> rotary = new LinkedHashMap<>();
    rotary.put("rope_type", "default");
    if (knows("rope.freq_base")) {
      rotary.put("rope_theta", metadata.number(own("rope.freq_base")));
    }
    if (knows("rope.dimension_count")) {
      rotary.put("dimension_count", whole("rope.dimension_count"));
    }
    if (knows("rope.scaling.type") && !metadata.text(own("rope.scaling.type")).equals("none")) {
      rotary.put("rope_type", metadata.text(own("rope.scaling.type")));
    }
    if (knows("rope.scaling.factor")) {
      rotary.put("factor", metadata.number(own("rope.scaling.factor")));
    }
    if (knows("rope.scaling.original_context_length")) {
      rotary.put("original_max_position_embeddings", whole("rope.scaling.original_context_length"));
    }
    values.put("rope_parameters", rotary);
  }

  /** Keeps keys that are not known under their own names, so that they are told. */
  private void unknown() {
    String prefix = architecture + ".";
    metadata.keys().stream()
        .filter(key -> key.startsWith(prefix) && !known.contains(key.substring(prefix.length())))
        .forEach(key -> values.put(key, true));
  }
}
