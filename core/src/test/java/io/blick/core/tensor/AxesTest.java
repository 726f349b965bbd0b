package io.blick.core.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class AxesTest {
  private static final Axes ATTENTION =
      Axes.of("attention", "q: B T H D", "k: B S Hkv D", "v: B S Hkv Dv");
  private static final Axes LINEAR = Axes.of("linear", "x: … I", "weight: O I", "bias: O");

  private final Tensor q = Tensor.zeros(2, 5, 6, 11);
  private final Tensor k = Tensor.zeros(2, 7, 3, 11);
  private final Tensor v = Tensor.zeros(2, 7, 3, 13);

  @Test
  void a_size_is_read_back_by_its_name() {
    assertThat(ATTENTION.size("B", "q", q)).isEqualTo(2);
    assertThat(ATTENTION.size("T", "q", q)).isEqualTo(5);
    assertThat(ATTENTION.size("Hkv", "k", k)).isEqualTo(3);
    assertThat(ATTENTION.size("Dv", "v", v)).isEqualTo(13);
    assertThat(LINEAR.size("I", "x", q)).isEqualTo(11);
  }

  @Test
  void arguments_that_fit_pass() {
    assertThatCode(() -> ATTENTION.check(q, k, v)).doesNotThrowAnyException();
    assertThatCode(() -> Axes.of("add", "a: N", "b: N").check(Tensor.zeros(5), Tensor.zeros(5)))
        .doesNotThrowAnyException();
    assertThatCode(() -> Axes.of("mean", "x: B T C").check(Tensor.zeros(2, 3, 5)))
        .doesNotThrowAnyException();
  }

  @Test
  void axes_before_the_named_ones_may_be_any() {
    Tensor weight = Tensor.zeros(3, 7);
    Tensor bias = Tensor.zeros(3);

    assertThatCode(() -> LINEAR.check(Tensor.zeros(7), weight, bias)).doesNotThrowAnyException();
    assertThatCode(() -> LINEAR.check(Tensor.zeros(2, 5, 11, 13, 7), weight, bias))
        .doesNotThrowAnyException();
  }

  @Test
  void two_sizes_of_one_name_are_said_with_every_shape() {
    assertThatThrownBy(() -> ATTENTION.check(q, Tensor.zeros(2, 7, 3, 13), v))
        .isInstanceOf(ShapeException.class)
        .hasMessage("attention: axis D is 11 in q but 13 in k; q is (B=2, T=5, H=6, D=11),"
            + " k is (B=2, S=7, Hkv=3, D=13), v is (B=2, S=7, Hkv=3, Dv=13)");
    assertThatThrownBy(() -> ATTENTION.check(q, k, Tensor.zeros(2, 17, 3, 13)))
        .isInstanceOf(ShapeException.class)
        .hasMessage("attention: axis S is 7 in k but 17 in v; q is (B=2, T=5, H=6, D=11),"
            + " k is (B=2, S=7, Hkv=3, D=11), v is (B=2, S=17, Hkv=3, Dv=13)");
    assertThatThrownBy(
            () -> LINEAR.check(Tensor.zeros(2, 5, 7), Tensor.zeros(3, 11), Tensor.zeros(3)))
        .isInstanceOf(ShapeException.class)
        .hasMessage("linear: axis I is 7 in x but 11 in weight; x is (2, 5, I=7),"
            + " weight is (O=3, I=11), bias is (O=3)");
  }

  @Test
  void a_wrong_number_of_axes_is_said() {
    assertThatThrownBy(() -> ATTENTION.check(q, Tensor.zeros(2, 7, 33), v))
        .isInstanceOf(ShapeException.class)
        .hasMessage("attention: k must have the axes (B S Hkv D); got F32(2, 7, 33)");
    assertThatThrownBy(() -> LINEAR.check(Tensor.zeros(), Tensor.zeros(3, 7), Tensor.zeros(3)))
        .isInstanceOf(ShapeException.class)
        .hasMessage("linear: x must have the axes (… I); got F32()");
  }

  @Test
  void a_wrong_number_of_arguments_is_a_fault_of_the_operation() {
    assertThatThrownBy(() -> ATTENTION.check(q, k))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("attention: takes 3 arguments");
  }

  @Test
  void a_name_that_no_axis_has_is_a_fault_of_the_operation() {
    assertThatThrownBy(() -> ATTENTION.size("S", "q", q))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("attention: q has no axis S");
  }

  @Test
  void a_name_stands_once_in_a_pattern() {
    assertThatThrownBy(() -> Axes.of("trace", "x: N N"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("trace: an argument's axes must have different names; got x: N N");
  }
}
