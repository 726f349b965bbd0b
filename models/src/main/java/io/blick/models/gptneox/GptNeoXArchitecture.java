package io.blick.models.gptneox;

import io.blick.core.attention.AttentionOptions;
import io.blick.core.nn.Activation;
import io.blick.core.nn.Gelu;
import io.blick.core.nn.Linear;
import io.blick.core.nn.Rotary;
import io.blick.models.causal.CausalArchitecture;
import io.blick.models.causal.CausalNames;
import io.blick.models.causal.CausalPlan;
import io.blick.models.causal.CausalSizes;
import io.blick.models.causal.FeedForward;
import io.blick.models.causal.HeadTurn;
import io.blick.models.causal.LayerNormLayer;
import io.blick.models.causal.LayerNormStack;
import io.blick.models.causal.RotaryConfig;
import io.blick.models.causal.SelfAttention;
import io.blick.models.format.json.ConfigFile;
import io.blick.models.stack.Activations;
import io.blick.models.stack.ConfigKeys;
import io.blick.models.weights.Rows;
import io.blick.models.weights.WeightSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * GPT-NeoX: attention and feed-forward part of a layer side by side, and part of each head turned
 * by its position. Black et al. 2022 (arXiv 2204.06745).
 *
 * @param fused how the file has queries, keys and values in one matrix
 */
public record GptNeoXArchitecture(Fused fused) implements CausalArchitecture {
  /** How a file has queries, keys and values in one matrix. */
  public enum Fused {
    /** Those of the first head, then those of the second. */
    HEAD_BY_HEAD,
    /** The queries of all heads, then the keys, then the values. */
    ONE_AFTER_THE_OTHER;

    /** Returns the rows of the queries (0), keys (1) or values (2). */
    Rows rows(CausalSizes sizes, int index) {
      int width = sizes.queries();
      int all = Math.multiplyExact(3, width);
      int headDim = sizes.headDim();
      return switch (this) {
        case HEAD_BY_HEAD -> new Rows(all, index * headDim, headDim, 3 * headDim, sizes.heads());
        case ONE_AFTER_THE_OTHER -> Rows.range(all, index * width, width);
      };
    }
  }

  private static final CausalNames NAMES =
      new CausalNames("gpt_neox", "gpt_neox.", "embed_in", "layers.", "embed_out");

  private static final ConfigKeys KEYS = ConfigKeys.ofDecoder(
      Set.of(
          "hidden_size",
          "num_hidden_layers",
          "num_attention_heads",
          "intermediate_size",
          "hidden_act",
          "layer_norm_eps",
          "use_parallel_residual",
          "attention_bias",
          "rope_parameters",
          "partial_rotary_factor",
          "rotary_pct",
          "rotary_emb_base"),
      Set.of("attention_dropout", "hidden_dropout"));

  @Override
  public ConfigKeys keys() {
    return KEYS;
  }

  @Override
  public CausalPlan plan(ConfigFile file) {
    ConfigFile full = file.withDefaults(Map.of("max_position_embeddings", 2048));
    CausalSizes sizes = sizes(full);
    Page page = new Page(
        sizes,
        fused,
        full.positive("layer_norm_eps", 1e-5),
        Activations.of(full, "hidden_act", Gelu.ERF),
        full.isTrue("attention_bias", true),
        full.isTrue("use_parallel_residual", true)
            ? LayerNormLayer.Order.SIDE_BY_SIDE
            : LayerNormLayer.Order.ONE_AFTER_THE_OTHER,
        rotary(full, sizes.headDim()));
    return new CausalPlan(sizes, NAMES, full.isTrue("tie_word_embeddings"), page::build);
  }

  private static CausalSizes sizes(ConfigFile full) {
    full.requireMultiple("hidden_size", "num_attention_heads");
    int width = full.size("hidden_size");
    int heads = full.size("num_attention_heads");
    return new CausalSizes(
        full.size("vocab_size"),
        full.size("max_position_embeddings"),
        width,
        full.size("num_hidden_layers"),
        heads,
        heads,
        width / heads,
        full.size("intermediate_size"));
  }

  private static Rotary rotary(ConfigFile full, int headDim) {
    Map<String, Object> older = Map.of(
        "rope_theta", full.positiveNumber("rotary_emb_base", 1e4),
        "partial_rotary_factor", full.positiveNumber("rotary_pct", 0.25));
    return RotaryConfig.of(full.withDefaults(older)).rotary(Rotary.Pairs.HALVES, headDim);
  }

  private record Page(
      CausalSizes sizes,
      Fused fused,
      float epsilon,
      Activation activation,
      boolean biased,
      LayerNormLayer.Order order,
      Rotary rotary) {

    LayerNormStack build(WeightSource weights, String at, String decoder) {
      int width = sizes.width();
      return new LayerNormStack(
          weights.embedding(at + "embed_in.weight", sizes.vocabulary(), width),
          Optional.empty(),
          weights.layers(sizes.layers(), l -> layer(weights, at + "layers." + l + ".")),
          weights.norm(at + "final_layer_norm", width, epsilon),
          weights.linearWithoutBias(decoder, sizes.vocabulary(), width));
    }

    private LayerNormLayer layer(WeightSource weights, String at) {
      int width = sizes.width();
      int inner = sizes.feedForward();
      return new LayerNormLayer(
          weights.norm(at + "input_layernorm", width, epsilon),
          attention(weights, at + "attention."),
          weights.norm(at + "post_attention_layernorm", width, epsilon),
          new FeedForward(
              weights.linear(at + "mlp.dense_h_to_4h", inner, width),
              weights.linear(at + "mlp.dense_4h_to_h", width, inner),
              activation),
          order);
    }

    private SelfAttention attention(WeightSource weights, String at) {
      String inputs = at + "query_key_value";
      return new SelfAttention(
          linear(weights, inputs, fused.rows(sizes, 0)),
          linear(weights, inputs, fused.rows(sizes, 1)),
          linear(weights, inputs, fused.rows(sizes, 2)),
          linear(weights, at + "dense", Rows.all(sizes.width())),
          HeadTurn.of(rotary),
          sizes.headDim(),
          AttentionOptions.causal(sizes.headDim()));
    }

    private Linear linear(WeightSource weights, String name, Rows rows) {
      return biased
          ? weights.linear(name, rows, sizes.width())
          : weights.linearWithoutBias(name, rows, sizes.width());
    }
  }
}
