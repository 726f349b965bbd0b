package io.blick.models.qwen;

import io.blick.core.attention.AttentionOptions;
import io.blick.core.nn.Activation;
import io.blick.core.nn.Rotary;
import io.blick.models.causal.Biases;
import io.blick.models.causal.CausalArchitecture;
import io.blick.models.causal.CausalNames;
import io.blick.models.causal.CausalPlan;
import io.blick.models.causal.CausalSizes;
import io.blick.models.causal.GatedFeedForward;
import io.blick.models.causal.HeadTurn;
import io.blick.models.causal.PreNormLayer;
import io.blick.models.causal.PreNormStack;
import io.blick.models.causal.RotaryConfig;
import io.blick.models.causal.SelfAttention;
import io.blick.models.causal.Windows;
import io.blick.models.format.json.ConfigFile;
import io.blick.models.stack.Activations;
import io.blick.models.stack.ConfigKeys;
import io.blick.models.weights.WeightSource;
import java.util.Map;
import java.util.Set;

/**
 * Qwen 2: the layers of Llama, with biases on queries, keys and values. Yang et al. 2024 (arXiv
 * 2407.10671).
 */
public record Qwen2Architecture() implements CausalArchitecture {
  private static final CausalNames NAMES =
      new CausalNames("qwen2", "model.", "embed_tokens", "layers.", "lm_head");

  private static final ConfigKeys KEYS = ConfigKeys.ofDecoder(
      CausalSizes.keysAnd(
          "hidden_act",
          "rms_norm_eps",
          "rope_parameters",
          "layer_types",
          "sliding_window",
          "use_sliding_window",
          "max_window_layers"),
      Set.of("attention_dropout"));

  private static final Map<String, Object> DEFAULTS =
      Map.of("num_key_value_heads", 32, "max_position_embeddings", 32_768);

  @Override
  public ConfigKeys keys() {
    return KEYS;
  }

  @Override
  public CausalPlan plan(ConfigFile file) {
    ConfigFile full = file.withDefaults(DEFAULTS);
    CausalSizes sizes = CausalSizes.of(full);
    Page page = new Page(
        sizes,
        full.positive("rms_norm_eps", 1e-6),
        Activations.of(full, "hidden_act", Activation.SILU),
        RotaryConfig.of(full).rotary(Rotary.Pairs.HALVES, sizes.headDim()),
        QwenWindows.of(full, sizes.layers()));
    return new CausalPlan(sizes, NAMES, full.isTrue("tie_word_embeddings"), page::build);
  }

  private record Page(
      CausalSizes sizes, float epsilon, Activation activation, Rotary rotary, Windows windows) {

    PreNormStack build(WeightSource weights, String at, String decoder) {
      return PreNormStack.read(
          weights,
          sizes,
          epsilon,
          at,
          decoder,
          l -> layer(weights, at + "layers." + l + ".", windows.options(causal(), l)));
    }

    private AttentionOptions causal() {
      return AttentionOptions.causal(sizes.headDim());
    }

    private PreNormLayer layer(WeightSource weights, String at, AttentionOptions options) {
      String attention = at + "self_attn.";
      return PreNormLayer.read(
          weights,
          sizes,
          epsilon,
          at,
          SelfAttention.read(
              weights, sizes, Biases.INPUTS, attention, HeadTurn.of(rotary), options),
          GatedFeedForward.read(weights, sizes, activation, false, at + "mlp."));
    }
  }
}
