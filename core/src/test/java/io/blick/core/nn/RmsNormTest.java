package io.blick.core.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.blick.core.Uniform;
import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.Tensor;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The norm by the root mean square, at all widths and where numbers come to an end. */
class RmsNormTest {
  private static final double UNIT = 0x1p-24;
  private static final EagerOps EAGER = EagerOps.on(new Parallel(2));
  private static final Ops REFERENCE = new ReferenceOps();

  private final Uniform uniform = new Uniform(89);

  @AfterAll
  static void close() {
    EAGER.close();
  }

  @ParameterizedTest(name = "{0} wide")
  @ValueSource(ints = {1, 3, 7, 8, 15, 16, 17, 31, 33, 127, 577, 2053})
  void each_element_is_within_its_roundings(int width) {
    Tensor x = uniform.tensor(5, width);
    RmsNorm norm = new RmsNorm(uniform.tensor(width), 1e-6f);

    Tensor got = EAGER.rmsNorm(x, norm);

    // A partial sum of squares, none negative, is fused ⌈C/16⌉ times and folded 4 times; then come
    // the mean and epsilon. The root halves what these err by; inverse, product and gain round.
    double roundings = (Math.ceilDiv(width, 16) + 6) / 2.0 + 3 + 0.1;
    double[] exact = REFERENCE.rmsNorm(x, norm).toDoubles();
    for (int i = 0; i < exact.length; i++) {
      assertThat(got.get(i)).isCloseTo(exact[i], within(roundings * UNIT * Math.abs(exact[i])));
    }
  }

  @Test
  void zeros_stay_zeros() {
    RmsNorm norm = new RmsNorm(uniform.tensor(37), 1e-6f);

    for (Ops ops : new Ops[] {EAGER, REFERENCE}) {
      float[] got = ops.rmsNorm(Tensor.zeros(2, 37), norm).toFloats();
      assertThat(got).hasSize(74).containsOnly(0f, -0f);
    }
  }

  @Test
  void the_mean_square_of_a_norm_with_gain_1_is_1() {
    float[] ones = new float[773];
    Arrays.fill(ones, 1);

    double[] got =
        EAGER.rmsNorm(uniform.tensor(773), new RmsNorm(Tensor.of(ones, 773), 0)).toDoubles();

    // Twice the roundings of each element.
    double square = Arrays.stream(got).map(value -> value * value).sum() / 773;
    assertThat(square).isCloseTo(1, within(2 * (Math.ceilDiv(773, 16) + 6 + 6) * UNIT));
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY})
  void no_number_spoils_its_row_alone(float spoilt) {
    float[] values = uniform.tensor(3, 37).toFloats();
    values[40] = spoilt;
    RmsNorm norm = new RmsNorm(uniform.tensor(37), 1e-6f);

    Tensor got = EAGER.rmsNorm(Tensor.of(values, 3, 37), norm);

    assertThat(got.at(1).get(3)).isNaN();
    if (Float.isNaN(spoilt)) {
      assertThat(got.at(1).toFloats()).containsOnly(Float.NaN);
    }
    assertThat(got.at(0).toFloats()).doesNotContain(Float.NaN);
    assertThat(got.at(2).toFloats()).doesNotContain(Float.NaN);
  }

  @Test
  void numbers_whose_squares_overflow_leave_nothing_of_a_row() {
    Tensor x = Tensor.of(new float[] {1e20f, -1e20f, 2e20f, 0, 3e20f}, 5);
    Tensor gain = Tensor.of(new float[] {1, 2, 3, 4, 5}, 5);

    assertThat(EAGER.rmsNorm(x, new RmsNorm(gain, 1e-6f)).toFloats())
        .containsExactly(0, -0f, 0, 0, 0);
  }
}
