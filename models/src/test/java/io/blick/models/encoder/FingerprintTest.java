package io.blick.models.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blick.core.tensor.DType;
import io.blick.core.tensor.Tensor;
import io.blick.models.format.safetensors.Safetensors;
import io.blick.models.text.TextModel;
import io.blick.models.weights.Fingerprint;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The name of a model's numbers: the same for the same model, another for any other. */
class FingerprintTest {
  @TempDir
  private Path folder;

  static Stream<String> folders() throws IOException {
    return EncodersTest.folders();
  }

  private String of(SavedEncoder saved) {
    try (TextModel model = saved.open(folder)) {
      assertThat(model.fingerprint()).isEqualTo(model.fingerprint()).matches("[0-9a-f]{64}");
      return model.fingerprint();
    }
  }

  @ParameterizedTest
  @MethodSource("folders")
  void names_types_and_order_in_a_file_do_not_matter(String name) {
    String expected = of(new SavedEncoder(name));

    assertThat(of(new SavedEncoder(name).rename(tensor -> "module." + tensor))).isEqualTo(expected);
    assertThat(of(new SavedEncoder(name).rename(FingerprintTest::older))).isEqualTo(expected);
    assertThat(of(new SavedEncoder(name).convert(FingerprintTest::wider))).isEqualTo(expected);
    assertThat(of(backwards(new SavedEncoder(name)))).isEqualTo(expected);
  }

  private static String older(String tensor) {
    return tensor
        .replaceFirst("((?i)layer_?norm)\\.weight$", "$1.gamma")
        .replaceFirst("((?i)layer_?norm)\\.bias$", "$1.beta");
  }

  private static Tensor wider(Tensor tensor) {
    return Tensor.of(tensor.toDoubles(), tensor.sizes());
  }

  private static SavedEncoder backwards(SavedEncoder saved) {
    Map<String, Tensor> reversed = new LinkedHashMap<>();
    List.copyOf(saved.tensors().keySet())
        .reversed()
        .forEach(name -> reversed.put(name, saved.tensor(name)));
    saved.tensors().clear();
    saved.tensors().putAll(reversed);
    return saved;
  }

  @ParameterizedTest
  @ValueSource(strings = {"bert-masked", "distilbert-masked", "electra-tags", "mpnet-masked"})
  void every_parameter_of_embeddings_and_layers_counts_and_no_other(String name) {
    Set<String> seen = new HashSet<>(Set.of(of(new SavedEncoder(name))));
    for (String tensor : new SavedEncoder(name).tensors().keySet()) {
      String changed = of(new SavedEncoder(name).set(tensor, 0, 7));

      assertThat(seen.add(changed)).as(tensor).isEqualTo(isOfEncoder(tensor));
    }
  }

  private static boolean isOfEncoder(String tensor) {
    return tensor.contains("embeddings")
        || tensor.contains("layer.")
        || tensor.contains("relative");
  }

  @Test
  void the_same_numbers_cut_into_other_heads_are_another_model() {
    SavedEncoder more = new SavedEncoder("bert-model");
    Object before = more.config().put("num_attention_heads", 1);

    assertThat(before).isNotEqualTo(1);
    assertThat(of(more)).isNotEqualTo(of(new SavedEncoder("bert-model")));
  }

  @Test
  void of_a_large_parameter_every_row_and_column_has_a_number_that_counts() {
    int rows = 131;
    int width = 257;
    String expected = of(Tensor.zeros(rows, width));
    for (int row = 0; row < rows; row++) {
      Tensor changed = Tensor.zeros(rows, width);
      changed.slice(row, 1).data().fill((byte) 1);

      assertThat(of(changed)).as("row %d", row).isNotEqualTo(expected);
    }
    for (int column = 0; column < width; column++) {
      Tensor changed = Tensor.zeros(rows, width);
      for (int row = 0; row < rows; row++) {
        changed.data().set(ValueLayout.JAVA_FLOAT, (row * width + column) * (long) Float.BYTES, 1);
      }

      assertThat(of(changed)).as("column %d", column).isNotEqualTo(expected);
    }
  }

  @Test
  void numbers_of_half_precision_are_other_numbers() {
    float between = 1 + 0x1p-12f;
    Tensor whole = Tensor.of(new float[] {between}, 1);
    Tensor half = Tensor.zeros(DType.F16, 1);
    half.data().set(ValueLayout.JAVA_SHORT, 0, Float.floatToFloat16(between));

    assertThat(of(half)).isNotEqualTo(of(whole)).isEqualTo(of(half.toF32()));
  }

  private String of(Tensor parameter) {
    Path path = folder.resolve("one.safetensors");
    Safetensors.write(path, Map.of("p", parameter), Map.of());
    try (Safetensors file = Safetensors.open(path)) {
      return Fingerprint.of(11, file, List.of("p"));
    }
  }

  @Test
  void the_formula_of_a_small_parameter() {
    // printf '\x0b\0\0\0\x01\0\0\0\x02\0\0\0\0\0\x80\x3f\0\0\0\xc0' | sha256sum
    assertThat(of(Tensor.of(new float[] {1, -2}, 2)))
        .isEqualTo("45de206438a4d895fa885d2300907b3c2c0d219622ed412581ba125626560764");
  }

  @Test
  void a_closed_model_has_none() {
    TextModel model = new SavedEncoder("bert-model").open(folder);
    model.close();

    assertThatThrownBy(model::fingerprint)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("model: ")
        .hasMessageContaining("must be open to be run");
  }
}
