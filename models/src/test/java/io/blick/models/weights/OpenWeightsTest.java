package io.blick.models.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blick.core.nn.EagerOps;
import io.blick.core.nn.Linear;
import io.blick.core.tensor.Tensor;
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
          .hasMessageContaining("must be read while its arena is open");
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
