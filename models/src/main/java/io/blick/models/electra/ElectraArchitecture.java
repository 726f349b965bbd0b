package io.blick.models.electra;

import io.blick.core.nn.Gelu;
import io.blick.models.encoder.Architecture;
import io.blick.models.encoder.EncoderNames;
import io.blick.models.encoder.EncoderPlan;
import io.blick.models.encoder.EncoderSizes;
import io.blick.models.encoder.HeadNames;
import io.blick.models.encoder.LayerSizes;
import io.blick.models.format.json.ConfigFile;
import io.blick.models.stack.ConfigKeys;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** The names in an ELECTRA's config.json and weights. */
public final class ElectraArchitecture implements Architecture {
  private static final EncoderNames NAMES =
      new EncoderNames("electra", "ELECTRA", "Electra", "electra.", "encoder.", "encoder.layer.");

  private static final ConfigKeys KEYS = ConfigKeys.ofEncoder(
      Set.of(
          "embedding_size",
          "type_vocab_size",
          "hidden_size",
          "num_hidden_layers",
          "num_attention_heads",
          "intermediate_size",
          "hidden_act",
          "layer_norm_eps",
          "position_embedding_type"),
      Set.of(
          "attention_probs_dropout_prob",
          "hidden_dropout_prob",
          // Of multiple choice, which is not supported; a note says so.
          "summary_activation",
          "summary_last_dropout",
          "summary_type",
          "summary_use_proj"));

  /** Creates the architecture. */
  public ElectraArchitecture() {}

  @Override
  public ConfigKeys keys() {
    return KEYS;
  }

  @Override
  public EncoderPlan plan(ConfigFile file) {
    if (file.has("position_embedding_type")) {
      file.choice("position_embedding_type", List.of("absolute"));
    }
    LayerSizes layers = LayerSizes.of(file);
    EncoderSizes sizes = new EncoderSizes(
        file.size("vocab_size"),
        file.size("embedding_size"),
        file.size("max_position_embeddings"),
        OptionalInt.of(file.size("type_vocab_size")),
        layers.width(),
        layers.count(),
        layers.heads());
    return new EncoderPlan(
        sizes,
        NAMES,
        heads(layers),
        file.isTrue("tie_word_embeddings", true),
        (weights, at) -> new Electra(sizes, layers, weights, at));
  }

  // Those of guesses and classes are the exact GELU, whatever the layers have.
  private static HeadNames heads(LayerSizes layers) {
    return new HeadNames(
        Optional.empty(),
        new HeadNames.Masked(
            "generator_",
            "generator_predictions.dense",
            Gelu.ERF,
            "generator_predictions.LayerNorm",
            layers.epsilon(),
            "generator_lm_head",
            List.of("generator_lm_head.bias")),
        new HeadNames.Classes.OnFirst("classifier.dense", Gelu.ERF, "classifier.out_proj"),
        Optional.empty(),
        Optional.of(new HeadNames.Replaced(
            "discriminator_predictions.dense",
            layers.activation(),
            "discriminator_predictions.dense_prediction")));
  }
}
