package io.blick.models.causal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blick.core.nn.EagerOps;
import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.Tensor;
import io.blick.models.format.FormatException;
import io.blick.models.text.Batch;
import io.blick.models.text.Pass;
import io.blick.models.text.TextModel;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Weights that a file lacks, has in another size, or has too many. */
class CausalWeightsTest {
  @TempDir
  private Path folder;

  static Stream<String> folders() {
    return SavedCausal.folders();
  }

  /** Returns the names of a folder's weights. */
  private static List<String> names(String saved) {
    return List.copyOf(new SavedCausal(saved).tensors().keySet());
  }

  private FormatException error(SavedCausal saved) {
    Path own = folder.resolve(Integer.toString(counted++));
    assertThat(own.toFile().mkdir()).isTrue();
    Throwable[] thrown = new Throwable[1];
    assertThatThrownBy(() -> saved.open(own))
        .isInstanceOf(FormatException.class)
        .satisfies(e -> thrown[0] = e);
    return (FormatException) thrown[0];
  }

  private int counted;

  @ParameterizedTest
  @MethodSource("folders")
  void each_that_is_missing_is_named(String saved) {
    for (String name : names(saved)) {
      SavedCausal without = new SavedCausal(saved);
      without.tensors().remove(name);

      assertThat(error(without).getMessage())
          .contains("the file must have the weight " + name)
          .doesNotContain("\n");
    }
  }

  @ParameterizedTest
  @MethodSource("folders")
  void each_of_another_size_is_named(String saved) {
    for (String name : names(saved)) {
      SavedCausal other = new SavedCausal(saved);
      other.tensors().computeIfPresent(name, (_, tensor) -> longer(tensor));

      assertThat(error(other).getMessage()).contains(name).doesNotContain("\n");
    }
  }

  private static Tensor longer(Tensor tensor) {
    int[] sizes = tensor.sizes();
    sizes[0]++;
    return Tensor.zeros(sizes);
  }

  @ParameterizedTest
  @MethodSource("folders")
  void one_too_many_within_the_layers_is_named(String saved) {
    SavedCausal more = new SavedCausal(saved);
    String norm = names(saved).stream()
        .filter(name -> name.matches(".*(layers|h)\\.1\\.(input_layernorm|ln_1)\\.weight"))
        .findFirst()
        .orElseThrow();
    String extra = norm.replaceAll("(input_layernorm|ln_1)", "adaptive");
    more.tensors().put(extra, Tensor.zeros(3));

    assertThat(error(more).getMessage())
        .endsWith("the layers must have the weights that config.json asks for; got %s as well"
            .formatted(extra));
  }

  @Test
  void a_decoder_of_its_own_counts_beside_tied_embeddings(@TempDir Path own, @TempDir Path tied) {
    SavedCausal saved = new SavedCausal("qwen2");
    saved.tensors().put("lm_head.weight", Tensor.zeros(262, 24));
    try (TextModel zeros = saved.open(own);
        TextModel plain = new SavedCausal("qwen2").open(tied)) {
      assertThat(CausalValues.of(zeros, 5).logits().toFloats()).containsOnly(0);
      assertThat(CausalValues.of(plain, 5).logits().toFloats()).doesNotContain(0);
    }
  }

  @Test
  void a_file_without_a_head_has_the_states_alone(@TempDir Path own, @TempDir Path tied) {
    try (TextModel headless =
            new SavedCausal("llama-model").set("tie_word_embeddings", "false").open(own);
        TextModel headed = new SavedCausal("llama-model").open(tied);
        EagerOps ops = EagerOps.on(new Parallel(1))) {
      Pass pass = Pass.of(Batch.ofIds(List.of(new int[] {3, 1, 4})));

      assertThat(headless.textHeads()).isEmpty();
      assertThat(headed.textHeads()).hasSize(1);
      assertThat(headless.last(ops, pass).toFloats())
          .containsExactly(headed.last(ops, pass).toFloats());
    }
  }
}
