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
import java.util.Map;
import java.util.Set;

/**
 * Gemma 2: norms before and after each part, bounds on scores and logits, and every second layer
 * with a window. Gemma Team 2024 (arXiv 2408.00118).
 *
 * @param added to each gain of a norm: 1 where the file has how much it differs from 1
 */
public record Gemma2Architecture(float added) implements CausalArchitecture {
  private static final CausalNames NAMES =
      new CausalNames("gemma2", "model.", "embed_tokens", "layers.", "lm_head");

  private static final ConfigKeys KEYS = ConfigKeys.ofDecoder(
          CausalSizes.keysAnd(
              "rms_norm_eps",
              "rope_parameters",
              "sliding_window",
              "hidden_activation",
              "layer_types",
              "attention_bias",
              "query_pre_attn_scalar",
              "attn_logit_softcapping",
              "final_logit_softcapping"),
          // An older name of hidden_activation, which no code reads.
          Set.of("attention_dropout", "hidden_act"))
      .refusing("use_bidirectional_attention", "only attention to what comes before is supported");

  private static final Map<String, Object> DEFAULTS = Map.of(
      "num_key_value_heads", 4,
      "head_dim", 256,
      "max_position_embeddings", 8192,
      "sliding_window", 4096,
      "attn_logit_softcapping", 50,
      "final_logit_softcapping", 30,
      "tie_word_embeddings", true);

  @Override
  public ConfigKeys keys() {
    return KEYS;
  }

  @Override
  public CausalPlan plan(ConfigFile file) {
    ConfigFile full = file.withDefaults(DEFAULTS);
    Windows windows = Windows.of(full, full.size("num_hidden_layers"), l -> l % 2 == 0);
    GemmaPage page = GemmaPage.of(full, added, windows).withScoreCap(full);
    HeadTurn turn = HeadTurn.of(
        RotaryConfig.of(full).rotary(Rotary.Pairs.HALVES, page.sizes().headDim()));
    return new CausalPlan(
        page.sizes(),
        NAMES,
        full.isTrue("tie_word_embeddings"),
        (weights, at, decoder) -> page.build(weights, at, decoder, (_, _, _) -> turn));
  }
}
