package io.blick.models.bert;

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

/** The names in a BERT's config.json and weights. */
public final class BertArchitecture implements Architecture {
  private static final EncoderNames NAMES =
      new EncoderNames("bert", "BERT", "Bert", "bert.", "encoder.", "encoder.layer.");
  private static final String POOLER = "pooler.dense";
  private static final String PREDICTIONS = "cls.predictions.";

  private static final ConfigKeys KEYS = ConfigKeys.ofEncoder(
      Set.of(
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
          // In the first multilingual files, for a pooler that BERT never had.
          "directionality",
          "pooler_fc_size",
          "pooler_num_attention_heads",
          "pooler_num_fc_layers",
          "pooler_size_per_head",
          "pooler_type"));

  /** Creates the architecture. */
  public BertArchitecture() {}

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
        layers.width(),
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
        (weights, at) -> new Bert(sizes, layers, weights, at));
  }

  private static HeadNames heads(LayerSizes layers) {
    return new HeadNames(
        Optional.of(POOLER),
        new HeadNames.Masked(
            PREDICTIONS,
            PREDICTIONS + "transform.dense",
            layers.activation(),
            PREDICTIONS + "transform.LayerNorm",
            layers.epsilon(),
            PREDICTIONS + "decoder",
            List.of(PREDICTIONS + "decoder.bias", PREDICTIONS + "bias")),
        new HeadNames.Classes.OnPooler(POOLER, "classifier"),
        Optional.of("cls.seq_relationship"),
        Optional.empty());
  }
}
