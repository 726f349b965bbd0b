package io.blick.lens.report.look;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blick.lens.report.RequestException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LookTensorsTest {

  @Test
  void a_layer_has_a_weight_for_each_head_and_two_pieces() {
    assertThat(LookTensors.count(12, 512)).isEqualTo(12 * 512 * 512);
    assertThat(LookTensors.count(12, 13_377)).isEqualTo(2_147_329_548);
  }

  // 46,341² and 65,536² are 88,049 and 0 in 32 bits, and 12 · 13,378² has no place there.
  @ParameterizedTest
  @CsvSource({"12, 13378", "1, 46341", "1, 65536", "12, 2147483647"})
  void more_than_a_tensor_is_made_of_is_one_sentence(int heads, int pieces) {
    assertThatThrownBy(() -> LookTensors.count(heads, pieces))
        .isInstanceOf(RequestException.class)
        .hasMessage("format safetensors holds at most 2147483639 weights of a layer; got %d heads"
                .formatted(heads)
            + " of %d × %d; shorten the text".formatted(pieces, pieces));
  }
}
