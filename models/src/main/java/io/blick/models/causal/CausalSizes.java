package io.blick.models.causal;

import io.blick.core.attention.AttentionSite;
import io.blick.models.format.json.ConfigFile;
import io.blick.models.stack.StackSizes;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The sizes of a causal language model.
 *
 * @param vocabulary rows of the word embeddings and logits, V
 * @param positions maximum number of pieces of a text
 * @param width of the hidden states, C
 * @param layers number of layers, L
 * @param heads number of query heads of each layer, H
 * @param keyValueHeads number of key-value heads of each layer, Hkv
 * @param headDim elements of a query, key and value, D
 * @param feedForward width between the linear layers, F
 */
public record CausalSizes(
    int vocabulary,
    int positions,
    int width,
    int layers,
    int heads,
    int keyValueHeads,
    int headDim,
    int feedForward) {
  /** The keys that {@link #of} reads, besides those of all models. */
  private static final Set<String> KEYS = Set.of(
      "hidden_size",
      "num_hidden_layers",
      "num_attention_heads",
      "num_key_value_heads",
      "head_dim",
      "intermediate_size");

  /** Returns the keys of a config.json that {@link #of} reads, and those of one architecture. */
  public static Set<String> keysAnd(String... more) {
    return Stream.concat(KEYS.stream(), Arrays.stream(more))
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Returns the sizes in a config.json that calls them as Llama does.
   *
   * @throws io.blick.models.format.FormatException if one is missing or no size, or heads cannot be
   *     divided among key-value heads
   */
  public static CausalSizes of(ConfigFile file) {
    int heads = file.size("num_attention_heads");
    int keyValueHeads = file.has("num_key_value_heads") ? file.size("num_key_value_heads") : heads;
    if (heads % keyValueHeads != 0) {
      file.requireMultiple("num_attention_heads", "num_key_value_heads");
    }
    if (!file.has("head_dim")) {
      file.requireMultiple("hidden_size", "num_attention_heads");
    }
    int width = file.size("hidden_size");
    return new CausalSizes(
        file.size("vocab_size"),
        file.size("max_position_embeddings"),
        width,
        file.size("num_hidden_layers"),
        heads,
        keyValueHeads,
        file.has("head_dim") ? file.size("head_dim") : width / heads,
        file.size("intermediate_size"));
  }

  /** Returns the width of the queries of all heads, H · D. */
  public int queries() {
    return Math.multiplyExact(heads, headDim);
  }

  /** Returns the width of the keys of all heads, and of the values, Hkv · D. */
  public int keys() {
    return Math.multiplyExact(keyValueHeads, headDim);
  }

  /** Returns what callers of the model need. */
  StackSizes stack() {
    return new StackSizes(
        AttentionSite.Kind.DECODER, layers, heads, keyValueHeads, positions, OptionalInt.empty());
  }
}
