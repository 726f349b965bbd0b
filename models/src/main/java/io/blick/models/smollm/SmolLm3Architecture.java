package io.blick.models.smollm;

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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * SmolLM 3: the layers of Llama, some of which do not turn queries and keys. Bakouch et al. 2025
 * (SmolLM3: smol, multilingual, long-context reasoner); Yang et al. 2025 (arXiv 2501.18795).
 *
 * @param pairs which elements of a head turn together: in a file of ggml those that are neighbours
 */
public record SmolLm3Architecture(Rotary.Pairs pairs) implements CausalArchitecture {
  private static final CausalNames NAMES =
      new CausalNames("smollm3", "model.", "embed_tokens", "layers.", "lm_head");

  private static final ConfigKeys KEYS = ConfigKeys.ofDecoder(
      CausalSizes.keysAnd(
          "rms_norm_eps",
          "rope_parameters",
          "sliding_window",
          "hidden_act",
          "layer_types",
          "use_sliding_window",
          "no_rope_layers",
          "no_rope_layer_interval",
          "attention_bias",
          "mlp_bias"),
      // How weights were divided when they were trained, and what no code reads.
      Set.of("attention_dropout", "pretraining_tp", "max_window_layers"));

  private static final Map<String, Object> DEFAULTS = Map.of(
      "num_key_value_heads", 4,
      "max_position_embeddings", 32_768,
      "no_rope_layer_interval", 4,
      "rope_theta", 2e6,
      "tie_word_embeddings", true);

  @Override
  public ConfigKeys keys() {
    return KEYS;
  }

  @Override
  public CausalPlan plan(ConfigFile file) {
    ConfigFile full = file.withDefaults(DEFAULTS);
    CausalSizes sizes = CausalSizes.of(full);
    IntPredicate turned = turned(full, sizes.layers());
    Page page = new Page(
        sizes,
        full.positive("rms_norm_eps", 1e-6),
        Activations.of(full, "hidden_act", Activation.SILU),
        full.isTrue("attention_bias") ? Biases.ALL : Biases.NONE,
        full.isTrue("mlp_bias"),
        RotaryConfig.of(full).rotary(pairs, sizes.headDim()),
        turned,
        windows(full, sizes.layers(), turned));
    return new CausalPlan(sizes, NAMES, full.isTrue("tie_word_embeddings"), page::build);
  }

  /** Returns which layers turn queries and keys: all but every fourth, unless they are listed. */
  private static IntPredicate turned(ConfigFile full, int layers) {
    List<Integer> listed = full.wholes("no_rope_layers");
    if (listed.isEmpty()) {
      int interval = full.size("no_rope_layer_interval");
      return l -> (l + 1) % interval != 0;
    }
    if (listed.size() < layers) {
      throw full.wrong(
          "no_rope_layers", "must have a number for each of %d layers".formatted(layers));
    }
    return l -> listed.get(l) != 0;
  }

  private static Windows windows(ConfigFile full, int layers, IntPredicate turned) {
    boolean sized = full.isTrue("use_sliding_window") && full.has("sliding_window");
    return Windows.of(full, layers, l -> sized && !turned.test(l));
  }

  private record Page(
      CausalSizes sizes,
      float epsilon,
      Activation activation,
      Biases biases,
      boolean feedForwardBiased,
      Rotary rotary,
      IntPredicate turned,
      Windows windows) {

    PreNormStack build(WeightSource weights, String at, String decoder) {
      return PreNormStack.read(
          weights, sizes, epsilon, at, decoder, l -> layer(weights, at + "layers." + l + ".", l));
    }

    private PreNormLayer layer(WeightSource weights, String at, int l) {
      HeadTurn turn = turned.test(l) ? HeadTurn.of(rotary) : HeadTurn.NONE;
      AttentionOptions options = windows.options(AttentionOptions.causal(sizes.headDim()), l);
      return PreNormLayer.read(
          weights,
          sizes,
          epsilon,
          at,
          SelfAttention.read(weights, sizes, biases, at + "self_attn.", turn, options),
          GatedFeedForward.read(weights, sizes, activation, feedForwardBiased, at + "mlp."));
    }
  }
}
