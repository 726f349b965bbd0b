package io.blick.lens.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BootstrapTest {
  private static int[][] times(int units) {
    var draws = new Bootstrap(units);
    return IntStream.range(0, units).mapToObj(_ -> draws.next().clone()).toArray(int[][]::new);
  }

  @Test
  void every_draw_has_as_many_units_as_there_are() {
    int[][] times = times(53);

    for (int draw = 0; draw < Bootstrap.COUNT; draw++) {
      int n = draw;
      assertThat(Arrays.stream(times).mapToInt(unit -> unit[n]).sum()).isEqualTo(53);
    }
  }

  /**
   * How often a unit is drawn has the mean 1 and the variance 1 − 1/n, whether it comes first or
   * last. Of 1,000 draws the mean errs by √(1 / 1000), the variance, whose fourth moment is near 4,
   * by √(3 / 1000): five times that.
   */
  @Test
  void every_unit_is_drawn_as_often_as_any_other() {
    for (int[] unit : times(29)) {
      double mean = Arrays.stream(unit).average().orElseThrow();
      double variance = Arrays.stream(unit)
          .mapToDouble(times -> (times - mean) * (times - mean))
          .average()
          .orElseThrow();

      assertThat(mean).isCloseTo(1, within(5 * Math.sqrt(1 / 1000.0)));
      assertThat(variance).isCloseTo(1 - 1 / 29.0, within(5 * Math.sqrt(3 / 1000.0)));
    }
  }

  /** The mean of 101 numbers in each draw, against numbers drawn one by one. */
  @Test
  void percentiles_are_those_of_units_drawn_one_by_one() {
    double[] numbers = new SplittableRandom(7).doubles(101).toArray();
    double[] sums = new double[Bootstrap.COUNT];
    int[][] times = times(numbers.length);
    for (int unit = 0; unit < numbers.length; unit++) {
      for (int draw = 0; draw < sums.length; draw++) {
        sums[draw] += times[unit][draw] * numbers[unit];
      }
    }
    double[] plain = new double[Bootstrap.COUNT];
    var random = new SplittableRandom(11);
    for (int draw = 0; draw < plain.length; draw++) {
      for (int i = 0; i < numbers.length; i++) {
        plain[draw] += numbers[random.nextInt(numbers.length)];
      }
    }

    // Two 2.5th percentiles of 1,000 differ by about 0.12 standard deviations: four times that.
    double deviation = Math.sqrt(numbers.length / 12.0);
    Interval got = Interval.of(sums);
    Interval expected = Interval.of(plain);
    assertThat(got.low()).isCloseTo(expected.low(), within(0.5 * deviation));
    assertThat(got.high()).isCloseTo(expected.high(), within(0.5 * deviation));
    assertThat(got.high() - got.low()).isCloseTo(2 * 1.96 * deviation, within(0.5 * deviation));
  }

  @Test
  void a_single_unit_is_drawn_once_and_none_is_left_then() {
    var draws = new Bootstrap(1);

    assertThat(draws.next()).containsOnly(1);
    assertThatThrownBy(draws::next)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("bootstrap: a unit must be left; got none");
  }
}
