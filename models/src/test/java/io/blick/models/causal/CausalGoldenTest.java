package io.blick.models.causal;

import static org.assertj.core.api.Assertions.assertThat;

import io.blick.core.tensor.Tensor;
import io.blick.models.Models;
import io.blick.models.format.safetensors.Safetensors;
import io.blick.models.text.TextModel;
import io.blick.models.token.wordpiece.OptionalFiles;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Causal models against an independent program in float64. */
class CausalGoldenTest {
  /** What float32 may be from float64 in a weight; PyTorch is up to 2.1e-5 from it. */
  private static final double WEIGHT = 5e-5;

  /** What it may be in a state or logit, of the largest of its row; PyTorch is up to 9e-6. */
  private static final double STATE = 2e-5;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "llama",
        "mistral",
        "qwen2",
        "qwen3",
        "smollm3",
        "phi3",
        "gemma2",
        "gemma3_text",
        "gpt2",
        "gpt_neox"
      })
  void all_values_are_those_of_an_independent_program(String name) {
    Path golden = OptionalFiles.golden("causal");
    try (TextModel model = Models.open(golden.resolve("models").resolve(name));
        Safetensors values = Safetensors.open(golden.resolve(name + ".safetensors"))) {
      assertThat(model.notes()).isEmpty();
      for (String text : texts(values)) {
        int[] ids = Arrays.stream(values.tensor(text + ".ids").toDoubles())
            .mapToInt(id -> (int) id)
            .toArray();

        CausalValues got = CausalValues.of(model, ids);

        Tensor weights = values.tensor(text + ".weights");
        Tensor hidden = values.tensor(text + ".hidden");
        assertThat(got.weights()).hasSize(weights.size(0));
        assertThat(got.hidden()).hasSize(hidden.size(0));
        for (int l = 0; l < weights.size(0); l++) {
          assertThat(absolute(got.weights().get(l), weights.at(l))).isLessThan(WEIGHT);
        }
        for (int l = 0; l < hidden.size(0); l++) {
          assertThat(ofRow(got.hidden().get(l), hidden.at(l))).isLessThan(STATE);
        }
        assertThat(ofRow(got.last(), values.tensor(text + ".final"))).isLessThan(STATE);
        assertThat(ofRow(got.logits(), values.tensor(text + ".logits"))).isLessThan(STATE);
      }
    }
  }

  private static List<String> texts(Safetensors values) {
    List<String> texts = values.names().stream()
        .filter(name -> name.endsWith(".ids") && !name.contains(".greedy"))
        .map(name -> name.substring(0, name.length() - ".ids".length()))
        .toList();
    assertThat(texts).isNotEmpty();
    return texts;
  }

  private static double absolute(Tensor got, Tensor expected) {
    assertThat(got.sizes()).isEqualTo(expected.sizes());
    double worst = 0;
    for (long i = 0; i < got.count(); i++) {
      worst = Math.max(worst, Math.abs(got.get(i) - expected.get(i)));
    }
    return worst;
  }

  private static double ofRow(Tensor got, Tensor expected) {
    assertThat(got.sizes()).isEqualTo(expected.sizes());
    double worst = 0;
    for (int r = 0; r < got.size(0); r++) {
      double largest =
          Arrays.stream(expected.at(r).toDoubles()).map(Math::abs).max().orElseThrow();
      worst = Math.max(worst, absolute(got.at(r), expected.at(r)) / largest);
    }
    return worst;
  }
}
