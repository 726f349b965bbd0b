package io.blick.models.encoder;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.blick.core.nn.EagerOps;
import io.blick.core.nn.Ops;
import io.blick.core.tensor.Parallel;
import io.blick.models.text.Batch;
import io.blick.models.text.TextModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A weight of a head or of MPNet's distances that is no finite number never becomes a result. */
class DamagedHeadsTest {
  @TempDir
  private Path folder;

  /** Each weight of a head; of two that are one, the one that counts. */
  static Stream<Arguments> weights() throws IOException {
    return EncodersTest.folders().flatMap(DamagedHeadsTest::weights);
  }

  private static Stream<Arguments> weights(String folder) {
    Set<String> all = new SavedEncoder(folder).tensors().keySet();
    return all.stream()
        .filter(weight -> !weight.contains("embeddings") && !weight.contains("layer."))
        .filter(weight -> !weight.contains("relative_attention_bias"))
        .filter(weight -> !all.contains(weight.replaceFirst("bias$", "decoder.bias")))
        .map(weight -> arguments(folder, weight));
  }

  private void fails(SavedEncoder saved, String how) {
    try (TextModel model = saved.open(folder);
        Parallel parallel = new Parallel(1);
        Ops ops = EagerOps.on(parallel)) {
      Batch batch = Batch.of(model.tokenizer().encode("Anna bor i Lund."));
      assertThatThrownBy(() -> EncodersTest.results(model, ops, batch))
          .as(how)
          .isExactlyInstanceOf(IllegalStateException.class)
          .hasMessageMatching(
              ".*: the .* must be finite numbers; got (NaN|-?Infinity); the weights are damaged, so"
                  + " fetch the model again");
    }
  }

  @ParameterizedTest
  @MethodSource("weights")
  void each_weight_of_a_head_is_found(String name, String weight) {
    for (float value : List.of(Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY)) {
      fails(new SavedEncoder(name).set(weight, 0, value), weight + " " + value);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"relu", "silu", "tanh", "gelu", "gelu_new"})
  void an_infinity_before_an_activation_is_found(String activation) {
    SavedEncoder masked = new SavedEncoder("bert-masked");
    masked.config().put("hidden_act", activation);
    SavedEncoder replaced = new SavedEncoder("electra-discriminator");
    replaced.config().put("hidden_act", activation);

    for (float value : List.of(Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY)) {
      fails(masked.set("cls.predictions.transform.dense.bias", 3, value), "masked");
      fails(replaced.set("discriminator_predictions.dense.bias", 3, value), "replaced");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"relu", "silu", "tanh", "gelu", "gelu_new"})
  void nan_passes_each_activation_of_the_layers(String activation) {
    SavedEncoder saved = new SavedEncoder("bert-masked");
    saved.config().put("hidden_act", activation);

    fails(saved.set("bert.encoder.layer.1.intermediate.dense.bias", 3, Float.NaN), activation);
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void a_bucket_of_mpnet_is_found(float value) {
    String table = "mpnet.encoder.relative_attention_bias.weight";

    // Buckets 0, 3 before the query and 3 behind it; two heads.
    for (int index : new int[] {0, 7, 39}) {
      fails(new SavedEncoder("mpnet-masked").set(table, index, value), "number " + index);
    }
  }
}
