package io.blick.models.distilbert;

import io.blick.core.nn.Activation;
import io.blick.models.encoder.Architecture;
import io.blick.models.encoder.EncoderNames;
import io.blick.models.encoder.EncoderPlan;
import io.blick.models.encoder.EncoderSizes;
import io.blick.models.encoder.HeadNames;
import io.blick.models.encoder.LayerSizes;
import io.blick.models.format.json.ConfigFile;
import io.blick.models.stack.Activations;
import io.blick.models.stack.ConfigKeys;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** The names in a DistilBERT's config.json and weights. */
public final class DistilBertArchitecture implements Architecture {
  // No key sets it.
  private static final float EPSILON = 1e-12f;

  private static final EncoderNames NAMES = new EncoderNames(
      "distilbert",
      "DistilBERT",
      "DistilBert",
      "distilbert.",
      "transformer.",
      "transformer.layer.");

  private static final ConfigKeys KEYS = ConfigKeys.ofEncoder(
      Set.of(
          "dim",
          "hidden_size",
          "n_layers",
          "num_hidden_layers",
          "n_heads",
          "num_attention_heads",
          "hidden_dim",
          "activation"),
      Set.of(
          "attention_dropout",
          "dropout",
          "qa_dropout",
          "seq_classif_dropout",
          // How the table of positions was initialized; it is stored.
          "sinusoidal_pos_embds",
          "tie_weights_"));

  /** Creates the architecture. */
  public DistilBertArchitecture() {}

  @Override
  public ConfigKeys keys() {
    return KEYS;
  }

  @Override
  public EncoderPlan plan(ConfigFile file) {
    String dim = key(file, "dim", "hidden_size");
    String heads = key(file, "n_heads", "num_attention_heads");
    file.requireMultiple(dim, heads);
    LayerSizes layers = new LayerSizes(
        file.size(key(file, "n_layers", "num_hidden_layers")),
        file.size(dim),
        file.size(heads),
        file.size("hidden_dim"),
        Activations.of(file, "activation"),
        EPSILON);
    EncoderSizes sizes = new EncoderSizes(
        file.size("vocab_size"),
        layers.width(),
        file.size("max_position_embeddings"),
        OptionalInt.empty(),
        layers.width(),
        layers.count(),
        layers.heads());
    return new EncoderPlan(
        sizes,
        NAMES,
        heads(layers.activation()),
        file.isTrue("tie_word_embeddings", true),
        (weights, at) -> new DistilBert(sizes, layers, weights, at));
  }

  /**
   * Returns the name of a size in a file: its own, unless only the usual one is there. If both are,
   * they must say the same.
   */
  private static String key(ConfigFile file, String own, String usual) {
    if (!file.has(usual)) {
      return own;
    }
    if (file.has(own)) {
      file.requireSize(own, file.size(usual), "as %s, its other name, says".formatted(usual));
    }
    return usual;
  }

  private static HeadNames heads(Activation activation) {
    return new HeadNames(
        Optional.empty(),
        new HeadNames.Masked(
            "vocab_",
            "vocab_transform",
            activation,
            "vocab_layer_norm",
            EPSILON,
            "vocab_projector",
            List.of("vocab_projector.bias")),
        new HeadNames.Classes.OnFirst("pre_classifier", Activation.RELU, "classifier"),
        Optional.empty(),
        Optional.empty());
  }
}
