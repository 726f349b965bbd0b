package io.blick.core.attention;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blick.core.tensor.DType;
import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.ShapeException;
import io.blick.core.tensor.Tensor;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class AttentionErrorsTest {
  private static final Parallel PARALLEL = new Parallel(1);
  private static final AttentionOptions OPTIONS = AttentionOptions.full(11);

  private final Attention attention = new Attention(PARALLEL);
  private final Tensor q = Tensor.zeros(2, 5, 6, 11);
  private final Tensor k = Tensor.zeros(2, 7, 3, 11);
  private final Tensor v = Tensor.zeros(2, 7, 3, 13);
  private final Tensor output = Tensor.zeros(2, 5, 6, 13);
  private final Tensor lse = Tensor.zeros(2, 6, 5);

  @AfterAll
  static void close() {
    PARALLEL.close();
  }

  @Test
  void sizes_that_differ_are_said_with_every_shape() {
    Tensor longer = Tensor.zeros(2, 7, 3, 17);
    String message = "attention: axis D is 11 in q but 17 in k; q is (B=2, T=5, H=6, D=11),"
        + " k is (B=2, S=7, Hkv=3, D=17), v is (B=2, S=7, Hkv=3, Dv=13)";

    assertThatThrownBy(() -> attention.attend(q, longer, v, OPTIONS))
        .isInstanceOf(ShapeException.class)
        .hasMessage(message);
    assertThatThrownBy(() -> ReferenceAttention.attend(q, longer, v, OPTIONS))
        .isInstanceOf(ShapeException.class)
        .hasMessage(message);
  }

  @Test
  void heads_that_cannot_be_grouped_are_said() {
    Tensor five = Tensor.zeros(2, 5, 5, 11);
    String message = "attention: query heads must be a multiple of key-value heads; got H=5, Hkv=3";

    assertThatThrownBy(() -> attention.attend(five, k, v, OPTIONS))
        .isInstanceOf(ShapeException.class)
        .hasMessage(message);
    assertThatThrownBy(() -> ReferenceAttention.attend(five, k, v, OPTIONS))
        .isInstanceOf(ShapeException.class)
        .hasMessage(message);
  }

  @Test
  void queries_without_a_key_value_head_are_said() {
    Tensor none = Tensor.zeros(2, 7, 0, 11);

    assertThatThrownBy(() -> attention.attend(q, none, none, OPTIONS))
        .isInstanceOf(ShapeException.class)
        .hasMessage("attention: query heads must be a multiple of key-value heads; got H=6, Hkv=0");
  }

  @Test
  void padding_that_does_not_fit_is_said() {
    for (int[] lengths : new int[][] {{7}, {7, 8}, {-1, 7}, {7, 7, 7}}) {
      AttentionOptions padded = OPTIONS.withMask(Mask.padding(lengths));
      String message = "attention: padding must give each of 2 batch entries a length from 0 to 7;"
          + " got " + Arrays.toString(lengths);

      assertThatThrownBy(() -> attention.attend(q, k, v, padded))
          .isInstanceOf(ShapeException.class)
          .hasMessage(message);
      assertThatThrownBy(() -> ReferenceAttention.attend(q, k, v, padded))
          .isInstanceOf(ShapeException.class)
          .hasMessage(message);
    }
  }

  @Test
  void an_output_of_other_sizes_is_said() {
    Tensor swapped = Tensor.zeros(2, 6, 5, 13);

    assertThatThrownBy(() -> attention.attend(q, k, v, OPTIONS, swapped, lse))
        .isInstanceOf(ShapeException.class)
        .hasMessage("attention: axis T is 5 in q but 6 in output; q is (B=2, T=5, H=6, D=11),"
            + " v is (B=2, S=7, Hkv=3, Dv=13), output is (B=2, T=6, H=5, Dv=13)");
  }

  @Test
  void a_log_sum_exp_of_other_sizes_is_said() {
    Tensor swapped = Tensor.zeros(2, 5, 6);

    assertThatThrownBy(() -> attention.attend(q, k, v, OPTIONS, output, swapped))
        .isInstanceOf(ShapeException.class)
        .hasMessage("attention: axis H is 6 in q but 5 in lse; q is (B=2, T=5, H=6, D=11),"
            + " lse is (B=2, H=5, T=6)");
  }

  @Test
  void elements_of_another_type_are_refused_not_read_as_floats() {
    Tensor doubles = Tensor.zeros(DType.F64, 2, 5, 6, 11);
    Tensor halves = Tensor.zeros(DType.BF16, 2, 7, 3, 11);

    assertThatThrownBy(() -> attention.attend(doubles, k, v, OPTIONS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("attention: q must be F32; got F64(2, 5, 6, 11)");
    assertThatThrownBy(() -> attention.attend(q, halves, v, OPTIONS))
        .hasMessage("attention: k must be F32; got BF16(2, 7, 3, 11)");
    assertThatThrownBy(() -> attention.attend(q, k, halves, OPTIONS))
        .hasMessage("attention: v must be F32; got BF16(2, 7, 3, 11)");
    assertThatThrownBy(() -> attention.attend(q, k, v, OPTIONS, output, lse(DType.F64)))
        .hasMessage("attention: lse must be F32; got F64(2, 6, 5)");
    assertThatThrownBy(
            () -> attention.attend(q, k, v, OPTIONS, Tensor.zeros(DType.I32, 2, 5, 6, 13), lse))
        .hasMessage("attention: output must be F32; got I32(2, 5, 6, 13)");
  }

  private static Tensor lse(DType type) {
    return Tensor.zeros(type, 2, 6, 5);
  }
}
