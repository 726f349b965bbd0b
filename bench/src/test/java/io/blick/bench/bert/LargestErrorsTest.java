package io.blick.bench.bert;

import static org.assertj.core.api.Assertions.assertThat;

import io.blick.core.tensor.Tensor;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class LargestErrorsTest {

  @Test
  void the_largest_difference_counts_whatever_its_sign() {
    Map<String, Tensor> golden = Map.of(
        "a.weights", Tensor.of(new float[] {0.5f, 0.25f, 0.25f}, 3),
        "a.hidden", Tensor.of(new float[] {8, -3}, 2));
    Map<String, Tensor> computed = Map.of(
        "a.weights", Tensor.of(new float[] {0.5f, 0.375f, 0.125f}, 1, 3),
        "a.hidden", Tensor.of(new float[] {8.5f, -4}, 2));

    LargestErrors differences = LargestErrors.of(
        "a",
        name -> Objects.requireNonNull(golden.get(name)),
        name -> Objects.requireNonNull(computed.get(name)));

    assertThat(differences).isEqualTo(new LargestErrors(0.125, 1));
  }
}
