package io.blick.models.gemma;

import io.blick.core.attention.AttentionOptions;
import io.blick.core.attention.SoftCap;
import io.blick.core.nn.Activation;
import io.blick.core.nn.Gelu;
import io.blick.core.nn.RmsNorm;
import io.blick.models.causal.Biases;
import io.blick.models.causal.CausalSizes;
import io.blick.models.causal.GatedFeedForward;
import io.blick.models.causal.HeadTurn;
import io.blick.models.causal.PreNormStack;
import io.blick.models.causal.SelfAttention;
import io.blick.models.causal.Windows;
import io.blick.models.format.json.ConfigFile;
import io.blick.models.stack.Activations;
import io.blick.models.weights.WeightSource;

/**
 * What Gemma 2 and Gemma 3 share.
 *
 * @param sizes of the model
 * @param added to each gain of a norm: 1 where the file has how much it differs from 1
 * @param epsilon of the norms
 * @param activation of the gate
 * @param biases of attention
 * @param options of a layer that looks at all keys before it
 * @param windows of the layers that do not
 * @param cap bound on the logits
 */
record GemmaPage(
    CausalSizes sizes,
    float added,
    float epsilon,
    Activation activation,
    Biases biases,
    AttentionOptions options,
    Windows windows,
    SoftCap cap) {

  /** Reads a config.json that has all keys. */
  static GemmaPage of(ConfigFile full, float added, Windows windows) {
    double scalar = full.positiveNumber("query_pre_attn_scalar", 256);
    AttentionOptions options =
        AttentionOptions.causal(1).withScale((float) (1 / StrictMath.sqrt(scalar)));
    return new GemmaPage(
        CausalSizes.of(full),
        added,
        full.positive("rms_norm_eps", 1e-6),
        Activations.of(full, "hidden_activation", Gelu.TANH),
        full.isTrue("attention_bias") ? Biases.ALL : Biases.NONE,
        options,
        windows,
        cap(full, "final_logit_softcapping"));
  }

  /** Returns the same with the bound on scores that a config.json names. */
  GemmaPage withScoreCap(ConfigFile full) {
    AttentionOptions capped = options.withCap(cap(full, "attn_logit_softcapping"));
    return new GemmaPage(sizes, added, epsilon, activation, biases, capped, windows, cap);
  }

  private static SoftCap cap(ConfigFile full, String key) {
    return full.has(key) ? SoftCap.at(full.positive(key, 1)) : SoftCap.none();
  }

  /** What a layer does to queries and keys. */
  @FunctionalInterface
  interface Turns {
    /** Returns it, with the weights of the layer's attention, whose names begin with {@code at}. */
    HeadTurn of(WeightSource weights, String at, int layer);
  }

  GemmaStack build(WeightSource weights, String at, String decoder, Turns turns) {
    int vocabulary = sizes.vocabulary();
    return new GemmaStack(
        new PreNormStack(
            weights.embedding(at + "embed_tokens.weight", vocabulary, sizes.width()),
            weights.layers(sizes.layers(), l -> layer(weights, at + "layers." + l + ".", l, turns)),
            norm(weights, at + "norm", sizes.width()),
            weights.linearWithoutBias(decoder, vocabulary, sizes.width())),
        cap);
  }

  private GemmaLayer layer(WeightSource weights, String at, int l, Turns turns) {
    String attention = at + "self_attn.";
    HeadTurn turn = turns.of(weights, attention, l);
    int width = sizes.width();
    return new GemmaLayer(
        norm(weights, at + "input_layernorm", width),
        SelfAttention.read(weights, sizes, biases, attention, turn, windows.options(options, l)),
        norm(weights, at + "post_attention_layernorm", width),
        norm(weights, at + "pre_feedforward_layernorm", width),
        GatedFeedForward.read(weights, sizes, activation, false, at + "mlp."),
        norm(weights, at + "post_feedforward_layernorm", width));
  }

  /** Reads a norm whose file may have how much gains differ from 1. */
  RmsNorm norm(WeightSource weights, String name, int width) {
    return weights.rmsNorm(name, width, epsilon, added);
  }
}
