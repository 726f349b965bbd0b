package io.blick.models.gemma;

import io.blick.core.nn.Rotary;
import io.blick.models.causal.CausalArchitecture;
import io.blick.models.causal.CausalNames;
import io.blick.models.causal.CausalPlan;
import io.blick.models.causal.CausalSizes;
import io.blick.models.causal.HeadTurn;
import io.blick.models.causal.RotaryConfig;
import io.blick.models.causal.Windows;
import io.blick.models.format.json.ConfigFile;
import io.blick.models.stack.ConfigKeys;
import io.blick.models.weights.WeightSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Gemma 3: as Gemma 2, with a norm of each query and key, and five of six layers with a window,
 * which turn queries and keys by a base of their own. Gemma Team 2025 (arXiv 2503.19786).
 *
 * @param added to each gain of a norm: 1 where the file has how much it differs from 1
 */
public record Gemma3Architecture(float added) implements CausalArchitecture {
  private static final CausalNames NAMES =
      new CausalNames("gemma3_text", "model.", "embed_tokens", "layers.", "lm_head");

  private static final ConfigKeys KEYS = ConfigKeys.ofDecoder(
          CausalSizes.keysAnd(
              "rms_norm_eps",
              "rope_parameters",
              "sliding_window",
              "hidden_activation",
              "layer_types",
              "attention_bias",
              "query_pre_attn_scalar",
              "final_logit_softcapping",
              "sliding_window_pattern",
              "rope_local_base_freq"),
          // Of these no code reads the value: Gemma 3 has no bound on scores.
          Set.of(
              "attn_logit_softcapping",
              "attention_dropout",
              "_sliding_window_pattern",
              "hidden_act"))
      .refusing("use_bidirectional_attention", "only attention to what comes before is supported");

  private static final Map<String, Object> DEFAULTS = Map.of(
      "num_key_value_heads", 4,
      "head_dim", 256,
      "max_position_embeddings", 131_072,
      "sliding_window", 4096,
      "sliding_window_pattern", 6,
      "tie_word_embeddings", true);

  @Override
  public ConfigKeys keys() {
    return KEYS;
  }

  @Override
  public CausalPlan plan(ConfigFile file) {
    ConfigFile full = file.withDefaults(DEFAULTS);
    int pattern = full.size("sliding_window_pattern");
    Windows windows = Windows.of(full, full.size("num_hidden_layers"), l -> (l + 1) % pattern != 0);
    Page page = new Page(
        GemmaPage.of(full, added, windows),
        rotary(full, "full_attention", full.positiveNumber("rope_theta", 1e6)),
        rotary(full, "sliding_attention", full.positiveNumber("rope_local_base_freq", 1e4)));
    return new CausalPlan(
        page.shared.sizes(),
        NAMES,
        full.isTrue("tie_word_embeddings"),
        (weights, at, decoder) -> page.shared.build(weights, at, decoder, page::turn));
  }

  /**
   * Returns how one kind of layers turns queries and keys. A scaling of an older file is that of
   * the layers without a window.
   */
  private static Rotary rotary(ConfigFile full, String kind, double base) {
    ConfigFile parameters = full.object("rope_parameters").object(kind);
    boolean older = kind.equals("full_attention") && full.isSet("rope_scaling");
    ConfigFile scaling = older ? full.object("rope_scaling") : parameters;
    return RotaryConfig.of(full.object(""), scaling.withDefaults(Map.of("rope_theta", base)))
        .rotary(Rotary.Pairs.HALVES, full.size("head_dim"));
  }

  private record Page(GemmaPage shared, Rotary everywhere, Rotary within) {

    HeadTurn turn(WeightSource weights, String at, int layer) {
      int headDim = shared.sizes().headDim();
      return new HeadTurn(
          Optional.of(shared.norm(weights, at + "q_norm", headDim)),
          Optional.of(shared.norm(weights, at + "k_norm", headDim)),
          Optional.of(shared.windows().has(layer) ? within : everywhere));
    }
  }
}
