package io.blick.models.causal;

import static org.assertj.core.api.Assertions.assertThat;

import io.blick.models.Models;
import io.blick.models.format.safetensors.Safetensors;
import io.blick.models.text.TextModel;
import io.blick.models.token.wordpiece.OptionalFiles;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Causal models against an independent program in float64. */
class CausalGoldenTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gemma2",
        "gemma3_text",
        "gpt2",
        "gpt_neox",
        "llama",
        "mistral",
        "phi3",
        "qwen2",
        "qwen3",
        "smollm3"
      })
  void all_values_are_those_of_an_independent_program(String name) {
    Path golden = OptionalFiles.golden("causal");
    try (TextModel model = Models.open(golden.resolve("models").resolve(name));
        Safetensors values = Safetensors.open(golden.resolve(name + ".safetensors"))) {
      assertThat(model.notes()).isEmpty();
      for (String text : texts(values)) {
        new CausalExpected(values, text + ".").check(model);
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
}
