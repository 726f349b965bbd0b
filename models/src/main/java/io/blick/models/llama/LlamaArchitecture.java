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
import io.blick.models.format.json.ConfigFile;
import io.blick.models.stack.Activations;
import io.blick.models.stack.ConfigKeys;
import io.blick.models.weights.WeightSource;
import java.util.Set;

/**
 * Llama: pre-norm layers of grouped attention with rotary positions and a gated feed-forward part.
 * Touvron et al. 2023 (arXiv 2302.13971).
 *
 * @param pairs which elements of a head turn together: in a file of ggml those that are neighbours
 */
public record LlamaArchitecture(Rotary.Pairs pairs) implements CausalArchitecture {
  private static final CausalNames NAMES =
      new CausalNames("llama", "model.", "embed_tokens", "layers.", "lm_head");

  private static final ConfigKeys KEYS = ConfigKeys.ofDecoder(
      CausalSizes.keysAnd(
          "hidden_act", "rms_norm_eps", "rope_parameters", "attention_bias", "mlp_bias"),
      // How weights were divided when they were trained; rotary_emb is a buffer of old files.
      Set.of("pretraining_tp", "attention_dropout", "rope_interleaved", "is_llama_config"));

  @Override
  public ConfigKeys keys() {
    return KEYS;
  }

  @Override
  public CausalPlan plan(ConfigFile file) {
    CausalSizes sizes = CausalSizes.of(file);
    Page page = new Page(
        sizes,
        file.positive("rms_norm_eps", 1e-6),
        Activations.of(file, "hidden_act", Activation.SILU),
        file.isTrue("attention_bias") ? Biases.ALL : Biases.NONE,
        file.isTrue("mlp_bias"),
        HeadTurn.of(RotaryConfig.of(file).rotary(pairs, sizes.headDim())),
        AttentionOptions.causal(sizes.headDim()));
    return new CausalPlan(sizes, NAMES, file.isTrue("tie_word_embeddings"), page::build);
  }

  private record Page(
      CausalSizes sizes,
      float epsilon,
      Activation activation,
      Biases biases,
      boolean feedForwardBiased,
      HeadTurn turn,
      AttentionOptions options) {

    PreNormStack build(WeightSource weights, String at, String decoder) {
      return PreNormStack.read(
          weights, sizes, epsilon, at, decoder, l -> layer(weights, at + "layers." + l + "."));
    }

    private PreNormLayer layer(WeightSource weights, String at) {
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
