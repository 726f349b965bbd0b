package io.blick.models.phi;

import io.blick.core.attention.AttentionOptions;
import io.blick.core.nn.Activation;
import io.blick.core.nn.Rotary;
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
import io.blick.models.weights.Rows;
import io.blick.models.weights.WeightSource;
import java.util.Map;
import java.util.Set;

/**
 * Phi 3: the layers of Llama, whose files have queries, keys and values in one matrix, and gate and
 * up in another. Abdin et al. 2024 (arXiv 2404.14219).
 */
public record Phi3Architecture() implements CausalArchitecture {
  private static final CausalNames NAMES =
      new CausalNames("phi3", "model.", "embed_tokens", "layers.", "lm_head");

  private static final ConfigKeys KEYS = ConfigKeys.ofDecoder(
      CausalSizes.keysAnd(
          "rms_norm_eps",
          "rope_parameters",
          "sliding_window",
          "hidden_act",
          "partial_rotary_factor"),
      // The length is that of scalings of positions, none of which is supported.
      Set.of(
          "attention_dropout",
          "attention_bias",
          "embd_pdrop",
          "resid_pdrop",
          "original_max_position_embeddings"));

  private static final Map<String, Object> DEFAULTS = Map.of("max_position_embeddings", 4096);

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
        full.positive("rms_norm_eps", 1e-5),
        Activations.of(full, "hidden_act", Activation.SILU),
        HeadTurn.of(RotaryConfig.plain(full).rotary(Rotary.Pairs.HALVES, sizes.headDim())),
        Windows.ofAll(full, _ -> true));
    return new CausalPlan(sizes, NAMES, full.isTrue("tie_word_embeddings"), page::build);
  }

  private record Page(
      CausalSizes sizes, float epsilon, Activation activation, HeadTurn turn, Windows windows) {

    PreNormStack build(WeightSource weights, String at, String decoder) {
      return PreNormStack.read(
          weights, sizes, epsilon, at, decoder, l -> layer(weights, at + "layers." + l + ".", l));
    }

    private PreNormLayer layer(WeightSource weights, String at, int l) {
      return PreNormLayer.read(
          weights,
          sizes,
          epsilon,
          at,
          attention(weights, at + "self_attn.", l),
          feedForward(weights, at + "mlp."));
    }

    private SelfAttention attention(WeightSource weights, String at, int l) {
      int width = sizes.width();
      int queries = sizes.queries();
      int keys = sizes.keys();
      int all = queries + 2 * keys;
      return new SelfAttention(
          weights.linearWithoutBias(at + "qkv_proj", Rows.range(all, 0, queries), width),
          weights.linearWithoutBias(at + "qkv_proj", Rows.range(all, queries, keys), width),
          weights.linearWithoutBias(at + "qkv_proj", Rows.range(all, queries + keys, keys), width),
          weights.linearWithoutBias(at + "o_proj", width, queries),
          turn,
          sizes.headDim(),
          windows.options(AttentionOptions.causal(sizes.headDim()), l));
    }

    private GatedFeedForward feedForward(WeightSource weights, String at) {
      int width = sizes.width();
      int inner = sizes.feedForward();
      int both = 2 * inner;
      return new GatedFeedForward(
          weights.linearWithoutBias(at + "gate_up_proj", Rows.range(both, 0, inner), width),
          weights.linearWithoutBias(at + "gate_up_proj", Rows.range(both, inner, inner), width),
          weights.linearWithoutBias(at + "down_proj", width, inner),
          activation);
    }
  }
}
