package io.blick.models.gpt2;

import io.blick.core.attention.AttentionOptions;
import io.blick.core.nn.Activation;
import io.blick.core.nn.Gelu;
import io.blick.core.nn.Linear;
import io.blick.models.causal.CausalArchitecture;
import io.blick.models.causal.CausalNames;
import io.blick.models.causal.CausalPlan;
import io.blick.models.causal.CausalSizes;
import io.blick.models.causal.FeedForward;
import io.blick.models.causal.HeadTurn;
import io.blick.models.causal.LayerNormLayer;
import io.blick.models.causal.LayerNormStack;
import io.blick.models.causal.SelfAttention;
import io.blick.models.format.json.ConfigFile;
import io.blick.models.stack.Activations;
import io.blick.models.stack.ConfigKeys;
import io.blick.models.weights.Rows;
import io.blick.models.weights.WeightSource;
import java.util.Optional;
import java.util.Set;

/**
 * GPT-2: layers of attention and a feed-forward part on layer norms, with learned positions.
 * Radford et al. 2019 (Language Models are Unsupervised Multitask Learners).
 *
 * @param stored which axis of a matrix in the file its outputs are
 */
public record Gpt2Architecture(Stored stored) implements CausalArchitecture {
  /** Which axis of a matrix in a file its outputs are. */
  public enum Stored {
    /** W (I, O), as a convolution of width 1 has it. */
    OUTPUTS_LAST,
    /** W (O, I). */
    OUTPUTS_FIRST;

    Linear linear(WeightSource weights, String name, Rows outputs, int inputs) {
      return switch (this) {
        case OUTPUTS_LAST -> weights.transposed(name, outputs, inputs);
        case OUTPUTS_FIRST -> weights.linear(name, outputs, inputs);
      };
    }
  }

  private static final CausalNames NAMES =
      new CausalNames("gpt2", "transformer.", "wte", "h.", "lm_head");

  private static final ConfigKeys KEYS = ConfigKeys.ofDecoder(
      Set.of(
          "n_positions",
          "n_embd",
          "hidden_size",
          "n_layer",
          "num_hidden_layers",
          "n_head",
          "num_attention_heads",
          "n_inner",
          "activation_function",
          "layer_norm_epsilon",
          "scale_attn_weights",
          "scale_attn_by_inverse_layer_idx"),
      // n_ctx says what n_positions says; the next is about float16 alone.
      Set.of(
          "n_ctx",
          "reorder_and_upcast_attn",
          "attn_pdrop",
          "embd_pdrop",
          "resid_pdrop",
          "predict_special_tokens",
          "summary_activation",
          "summary_first_dropout",
          "summary_proj_to_labels",
          "summary_type",
          "summary_use_proj"));

  @Override
  public ConfigKeys keys() {
    return KEYS;
  }

  @Override
  public CausalPlan plan(ConfigFile file) {
    CausalSizes sizes = sizes(file);
    Page page = new Page(
        sizes,
        stored,
        file.positive("layer_norm_epsilon", 1e-5),
        Activations.of(file, "activation_function", Gelu.TANH),
        file.isTrue("scale_attn_weights", true) ? 1 / StrictMath.sqrt(sizes.headDim()) : 1,
        file.isTrue("scale_attn_by_inverse_layer_idx"));
    return new CausalPlan(sizes, NAMES, file.isTrue("tie_word_embeddings", true), page::build);
  }

  private static CausalSizes sizes(ConfigFile file) {
    String width = named(file, "n_embd", "hidden_size");
    String heads = named(file, "n_head", "num_attention_heads");
    file.requireMultiple(width, heads);
    return new CausalSizes(
        file.size("vocab_size"),
        file.size(named(file, "n_positions", "max_position_embeddings")),
        file.size(width),
        file.size(named(file, "n_layer", "num_hidden_layers")),
        file.size(heads),
        file.size(heads),
        file.size(width) / file.size(heads),
        file.has("n_inner") ? file.size("n_inner") : Math.multiplyExact(4, file.size(width)));
  }

  /** Returns the name that a file has for a size: its own, or else that of other models. */
  private static String named(ConfigFile file, String own, String other) {
    return file.has(own) || !file.has(other) ? own : other;
  }

  private record Page(
      CausalSizes sizes,
      Stored stored,
      float epsilon,
      Activation activation,
      double scale,
      boolean dividedByDepth) {

    LayerNormStack build(WeightSource weights, String at, String decoder) {
      int width = sizes.width();
      return new LayerNormStack(
          weights.embedding(at + "wte.weight", sizes.vocabulary(), width),
          Optional.of(weights.embedding(at + "wpe.weight", sizes.positions(), width)),
          weights.layers(sizes.layers(), l -> layer(weights, at + "h." + l + ".", l)),
          weights.norm(at + "ln_f", width, epsilon),
          weights.linearWithoutBias(decoder, sizes.vocabulary(), width));
    }

    private LayerNormLayer layer(WeightSource weights, String at, int l) {
      int width = sizes.width();
      int inner = sizes.feedForward();
      return new LayerNormLayer(
          weights.norm(at + "ln_1", width, epsilon),
          attention(weights, at + "attn.", l),
          weights.norm(at + "ln_2", width, epsilon),
          new FeedForward(
              stored.linear(weights, at + "mlp.c_fc", Rows.all(inner), width),
              stored.linear(weights, at + "mlp.c_proj", Rows.all(width), inner),
              activation),
          LayerNormLayer.Order.ONE_AFTER_THE_OTHER);
    }

    private SelfAttention attention(WeightSource weights, String at, int l) {
      int width = sizes.width();
      float factor = (float) (dividedByDepth ? scale / (l + 1) : scale);
      return new SelfAttention(
          part(weights, at, 0),
          part(weights, at, 1),
          part(weights, at, 2),
          stored.linear(weights, at + "c_proj", Rows.all(width), width),
          HeadTurn.NONE,
          sizes.headDim(),
          AttentionOptions.causal(sizes.headDim()).withScale(factor));
    }

    /** Reads queries, keys or values, which the file has one after another in a matrix. */
    private Linear part(WeightSource weights, String at, int index) {
      int width = sizes.width();
      Rows rows = Rows.range(Math.multiplyExact(3, width), index * width, width);
      return stored.linear(weights, at + "c_attn", rows, width);
    }
  }
}
