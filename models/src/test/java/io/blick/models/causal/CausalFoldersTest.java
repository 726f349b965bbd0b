package io.blick.models.causal;

import static org.assertj.core.api.Assertions.assertThat;

import io.blick.core.tensor.Tensor;
import io.blick.models.format.safetensors.Safetensors;
import io.blick.models.text.TextModel;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Configs of every kind, in folders and GGUF files, against Hugging Face's transformers. */
class CausalFoldersTest {

  static Stream<String> all() {
    return Stream.concat(SavedCausal.folders(), SavedCausal.files());
  }

  @ParameterizedTest
  @MethodSource("all")
  void all_values_are_those_of_transformers(String name) {
    try (TextModel model = SavedCausal.open(name);
        Safetensors values = SavedCausal.values(name)) {
      assertThat(model.notes()).isEmpty();
      new CausalExpected(values, "").check(model);
    }
  }

  @Test
  void there_is_a_file_of_each_architecture_of_ggml() {
    assertThat(SavedCausal.files())
        .containsExactly(
            "gemma2.gguf",
            "gemma3.gguf",
            "gpt2.gguf",
            "gpt_neox.gguf",
            "llama-three.gguf",
            "llama.gguf",
            "mistral.gguf",
            "phi3.gguf",
            "qwen2.gguf",
            "qwen3.gguf",
            "smollm3.gguf");
  }

  @Test
  void rows_of_fused_blocks_have_the_bits_of_their_numbers_written_out() {
    int[] ids = {3, 1, 4, 1, 5, 9, 2, 6};
    try (TextModel blocks = SavedCausal.open("phi3-q8.gguf");
        TextModel written = SavedCausal.open("phi3-written.gguf")) {
      CausalValues got = CausalValues.of(blocks, ids);
      CausalValues expected = CausalValues.of(written, ids);

      sameBits(got.hidden(), expected.hidden());
      sameBits(got.weights(), expected.weights());
      sameBits(List.of(got.logits()), List.of(expected.logits()));
    }
  }

  private static void sameBits(List<Tensor> got, List<Tensor> expected) {
    assertThat(got).hasSameSizeAs(expected);
    for (int l = 0; l < got.size(); l++) {
      assertThat(got.get(l).toFloats()).containsExactly(expected.get(l).toFloats());
    }
  }
}
