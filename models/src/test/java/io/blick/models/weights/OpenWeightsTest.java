package io.blick.models.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blick.core.nn.EagerOps;
import io.blick.core.nn.Linear;
import io.blick.core.tensor.Tensor;
import io.blick.models.format.FormatException;
import io.blick.models.format.mapped.OpenFiles;
import io.blick.models.format.safetensors.Safetensors;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenWeightsTest {
  @TempDir
  private Path folder;

  private OpenWeights open() {
    Path path = folder.resolve("model.safetensors");
    Safetensors.write(
        path, Map.of("a.weight", Tensor.zeros(5, 3), "a.bias", Tensor.zeros(5)), Map.of());
    return new OpenWeights("small", Safetensors.open(path));
  }

  @Test
  void packed_weights_are_freed_when_the_model_is_closed() {
    OpenWeights open = open();
    Linear layer = open.load().linear("a", 5, 3);
    try (EagerOps ops = EagerOps.allCores()) {
      assertThat(ops.linear(Tensor.zeros(2, 3), layer).toFloats()).containsOnly(0);

      open.close();
      open.close();

      assertThatThrownBy(() -> ops.linear(Tensor.zeros(2, 3), layer))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("must be used while the arena that it was packed in is open");
    }
  }

  @Test
  void a_layer_without_a_bias_needs_none_in_the_file() {
    Path path = folder.resolve("model.safetensors");
    Tensor weight = Tensor.of(new float[] {2, 3, 5, 7, 11, 13}, 2, 3);
    Tensor table = Tensor.of(new float[] {17, 19, 23}, 3, 1);
    Safetensors.write(path, Map.of("a.weight", weight, "table", table), Map.of());
    Safetensors file = Safetensors.open(path);
    var checked = new CheckedWeights(file, name -> new FormatException("small", path, 0, name));
    try (OpenWeights open = new OpenWeights("small", file)) {
      checked.linearWithoutBias("a", 2, 3);
      checked.embedding("table", 3, 1);
      Linear layer = open.load().linearWithoutBias("a", 2, 3);

      assertThat(checked.used()).containsExactly("a.weight", "table");
      assertThat(layer.bias()).isEmpty();
      assertThat(layer.weight().dense().toFloats()).containsExactly(weight.toFloats());
      assertThat(open.load().embedding("table", 3, 1).table().dense().toFloats())
          .containsExactly(17, 19, 23);
      assertThatThrownBy(() -> checked.linearWithoutBias("a", 3, 2))
          .isInstanceOf(FormatException.class);
      assertThatThrownBy(() -> checked.linear("a", 2, 3)).hasMessageContaining("a.bias");
    }
  }

  @Test
  void weights_that_nobody_can_reach_are_released() throws InterruptedException {
    long before = OpenFiles.mapped();
    forgotten();

    for (int i = 0; i < 1000 && OpenFiles.mapped() > before; i++) {
      System.gc();
      Thread.sleep(10);
    }

    assertThat(OpenFiles.mapped()).isEqualTo(before);
  }

  private void forgotten() {
    assertThat(open().model()).isEqualTo("small");
  }
}
