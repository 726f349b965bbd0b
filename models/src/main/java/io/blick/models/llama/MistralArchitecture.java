package io.blick.models.llama;

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
 * Mistral: the layers of Llama, in which a piece may look at a window of keys only. Jiang et al.
 * 2023 (arXiv 2310.06825).
 */
public record MistralArchitecture() implements CausalArchitecture {
  private static final CausalNames NAMES =
      new CausalNames("mistral", "model.", "embed_tokens", "layers.", "lm_head");

  private static final ConfigKeys KEYS = ConfigKeys.ofDecoder(
      CausalSizes.keysAnd("hidden_act", "rms_norm_eps", "rope_parameters", "sliding_window"),
      Set.of("attention_dropout"));

  private static final Map<String, Object> DEFAULTS =
      Map.of("num_key_value_heads", 8, "max_position_embeddings", 131_072, "sliding_window", 4096);

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
        HeadTurn.of(RotaryConfig.of(full).rotary(Rotary.Pairs.HALVES, sizes.headDim())),
        Windows.ofAll(full, _ -> true));
    return new CausalPlan(sizes, NAMES, full.isTrue("tie_word_embeddings"), page::build);
  }

  private record Page(
      CausalSizes sizes, float epsilon, Activation activation, HeadTurn turn, Windows windows) {

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
      return PreNormLayer.read(
          weights,
          sizes,
          epsilon,
          at,
          SelfAttention.read(weights, sizes, Biases.NONE, at + "self_attn.", turn, options),
          GatedFeedForward.read(weights, sizes, activation, false, at + "mlp."));
    }
  }
}
