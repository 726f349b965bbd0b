package io.blick.core.attention.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blick.core.tensor.DType;
import io.blick.core.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** The reader of the files, byte by byte. */
class ProtoTest {
  @Test
  void numbers_texts_and_messages_are_read_by_their_field() {
    // 1: 300; 2: "ab"; 3: {1: 1}; 4: 1.5f; 5: packed 3, 270; 5: 7.
    byte[] bytes = bytes(
        0x08, 0xac, 0x02, 0x12, 2, 'a', 'b', 0x1a, 2, 8, 1, 0x25, 0, 0, 0xc0, 0x3f, 0x2a, 3, 3,
        0x8e, 2, 0x28, 7);

    Proto proto = Proto.read(bytes, "model");

    assertThat(proto.number(1)).isEqualTo(300);
    assertThat(proto.text(2)).isEqualTo("ab");
    assertThat(proto.messages(3, "graph").getFirst().number(1)).isEqualTo(1);
    assertThat(proto.real(4)).isEqualTo(1.5f);
    assertThat(proto.numbers(5)).containsExactly(3, 270, 7);
    assertThat(proto.number(6)).isZero();
    assertThat(proto.text(6)).isEmpty();
  }

  @Test
  void a_field_that_does_not_fit_is_refused_with_its_place() {
    byte[][] odd = {
      bytes(8, 1, 0x12, 3, 'a', 'b'),
      bytes(8, 1, 0x12, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1),
      bytes(8, 1, 8, 0x80),
      bytes(8, 1, 0x0b),
      bytes(8, 1, 0x25, 0)
    };
    for (byte[] bytes : odd) {
      assertThatThrownBy(() -> Proto.read(bytes, "model"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("model: at byte 2 must stand a field of a protocol buffer");
    }
  }

  @Test
  void a_tensor_whose_data_does_not_fit_its_sizes_is_refused() {
    // Sizes 2 and 3, float16, 4 bytes.
    byte[] bytes = bytes(8, 2, 8, 3, 16, 10, 0x4a, 4, 0, 0, 0, 0);

    assertThatThrownBy(() -> OnnxTensor.read(bytes, "input_0.pb"))
        .hasMessage("input_0.pb: raw_data must hold F16[2, 3]; got 4 bytes");
  }

  @Test
  void a_type_that_no_case_has_is_refused() {
    assertThatThrownBy(() -> OnnxTensor.read(bytes(16, 6), "input_0.pb"))
        .hasMessage(
            "input_0.pb: type must be float, double, float16, bfloat16, int64 or bool;" + " got 6");
  }

  @Test
  void numbers_are_rounded_to_nearest_and_ties_to_even() {
    float[] values = {1 + 0x1p-8f, 1 + 0x1.8p-7f, 1 + 0x1.02p-8f, -3, Float.NaN, 1e-40f};

    Tensor got = OnnxTensor.rounded(values, DType.BF16, 6);

    assertThat(got.toFloats())
        .containsExactly(1, 1 + 0x1p-6f, 1 + 0x1p-7f, -3, Float.NaN, 0x1p-133f);
    assertThat(
            OnnxTensor.rounded(new float[] {1 + 0x1p-11f, 65520}, DType.F16, 2).toFloats())
        .containsExactly(1, Float.POSITIVE_INFINITY);
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }
}
