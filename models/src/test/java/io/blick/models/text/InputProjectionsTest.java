package io.blick.models.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.blick.core.nn.Linear;
import io.blick.core.tensor.Tensor;
import io.blick.core.weight.Dense;
import org.junit.jupiter.api.Test;

/**
 * Projections that are handed out are float32 rows of their own, whatever the model computes in.
 */
class InputProjectionsTest {
  private final Tensor weight = Tensor.of(new float[] {2, 3, 5, 7, 11, 13}, 3, 2);
  private final Tensor bias = Tensor.of(new float[] {17, 19, 23}, 3);

  @Test
  void a_copy_has_the_numbers_and_is_its_own() {
    Linear layer = Linear.of(weight, bias);
    var copy = new InputProjections(layer, layer.packed(), Linear.of(weight)).copy();

    weight.data().fill((byte) 0);
    bias.data().fill((byte) 0);

    for (Linear each : new Linear[] {copy.query(), copy.key(), copy.value()}) {
      assertThat(each.weight()).isInstanceOf(Dense.class);
      assertThat(each.weight().dense().toFloats()).containsExactly(2, 3, 5, 7, 11, 13);
    }
    assertThat(copy.query().bias().orElseThrow().toFloats()).containsExactly(17, 19, 23);
    assertThat(copy.key().bias().orElseThrow().toFloats()).containsExactly(17, 19, 23);
    assertThat(copy.value().bias()).isEmpty();
  }
}
