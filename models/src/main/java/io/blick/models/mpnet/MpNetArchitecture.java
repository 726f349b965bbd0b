package io.blick.models.mpnet;

import io.blick.core.nn.Activation;
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

/** The names in an MPNet's config.json and weights. */
public final class MpNetArchitecture implements Architecture {
  private static final String BUCKETS = "relative_attention_num_buckets";

  private static final String POSITIONS = "max_position_embeddings";

  // 256 MB of numbers; 12 heads and 512 positions have 12 thousand.
  private static final int MOST_DISTANCES = 1 << 26;

  private static final EncoderNames NAMES =
      new EncoderNames("mpnet", "MPNet", "MPNet", "mpnet.", "encoder.", "encoder.layer.");

  private static final ConfigKeys KEYS = ConfigKeys.ofEncoder(
      Set.of(
          "hidden_size",
          "num_hidden_layers",
          "num_attention_heads",
          "intermediate_size",
          "hidden_act",
          "layer_norm_eps",
          BUCKETS),
      Set.of(
          "attention_probs_dropout_prob",
          "hidden_dropout_prob",
          // It distinguishes no segments.
          "type_vocab_size"));

  /** Creates the architecture. */
  public MpNetArchitecture() {}

  @Override
  public ConfigKeys keys() {
    return KEYS;
  }

  @Override
  public EncoderPlan plan(ConfigFile file) {
    if (file.has(BUCKETS)) {
      file.requireSize(BUCKETS, DistanceBuckets.COUNT, "the buckets of every MPNet");
    }
    file.requireAtLeast(
        POSITIONS,
        MpNet.FIRST_POSITION + 1,
        "since the first two rows of the table are no places of a text");
    LayerSizes layers = LayerSizes.of(file);
    requireTable(file, layers.heads());
    EncoderSizes sizes = new EncoderSizes(
        file.size("vocab_size"),
        layers.width(),
        file.size(POSITIONS) - MpNet.FIRST_POSITION,
        OptionalInt.empty(),
        layers.width(),
        layers.count(),
        layers.heads());
    return new EncoderPlan(
        sizes,
        NAMES,
        heads(layers.epsilon()),
        file.isTrue("tie_word_embeddings", true),
        (weights, at) -> new MpNet(sizes, layers, weights, at));
  }

  /** Checks that the table of all heads and distances has a size that can be computed. */
  private static void requireTable(ConfigFile file, int heads) {
    int most = MOST_DISTANCES / heads / 2;
    if (file.size(POSITIONS) > most) {
      throw file.wrong(
          POSITIONS, "must be at most %d, since there are %d heads".formatted(most, heads));
    }
  }

  private static HeadNames heads(float epsilon) {
    return new HeadNames(
        Optional.of("pooler.dense"),
        new HeadNames.Masked(
            "lm_head.",
            "lm_head.dense",
            Gelu.ERF,
            "lm_head.layer_norm",
            epsilon,
            "lm_head.decoder",
            List.of("lm_head.decoder.bias", "lm_head.bias")),
        new HeadNames.Classes.OnFirst("classifier.dense", Activation.TANH, "classifier.out_proj"),
        Optional.empty(),
        Optional.empty());
  }
}
