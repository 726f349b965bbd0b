package io.blick.lens.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IntervalTest {
  @Test
  void the_middle_95_of_100_results_lie_inside() {
    double[] downwards = IntStream.range(0, 1000).mapToDouble(i -> 999 - i).toArray();

    Interval interval = Interval.of(downwards);

    // Between the numbers 24 and 25, 974 and 975, from 0 on.
    assertThat(interval.low()).isCloseTo(24.975, within(1e-12));
    assertThat(interval.high()).isCloseTo(974.025, within(1e-12));
    assertThat(downwards[0]).isEqualTo(999);
    assertThat(Interval.of(new double[] {7})).isEqualTo(new Interval(7, 7));
  }

  /** The standard error of a share is √(p(1−p)/n), and 1.96 of them to each side hold 95 %. */
  @Test
  void that_of_a_share_is_about_that_of_the_normal_curve() {
    Interval interval = Interval.ofProportion(620, 1000);

    double side = 1.96 * Math.sqrt(0.62 * 0.38 / 1000);
    assertThat(interval.low()).isEqualTo(0.62 - side, within(side / 5));
    assertThat(interval.high()).isEqualTo(0.62 + side, within(side / 5));
  }

  @Test
  void a_draw_without_a_case_has_no_share_and_is_left_out() {
    var share = new BootstrapProportion();
    int[] times = new int[Bootstrap.COUNT];
    times[13] = 3;
    share.add(times, true);
    times[13] = 1;
    share.add(times, false);

    assertThat(share.interval()).isEqualTo(new Interval(0.75, 0.75));
  }

  /** Of two sentences the first loses its one hit of two, the second keeps its miss. */
  @Test
  void a_change_is_that_of_the_same_draws() {
    var before = new BootstrapProportion();
    var after = new BootstrapProportion();
    var other = new Bootstrap(2);
    for (boolean first : new boolean[] {true, false}) {
      int[] times = other.next();
      before.add(times, first);
      before.add(times, first);
      after.add(times, first);
      after.add(times, false);
    }

    // Draws have the first sentence not at all, once or twice: 0, 1/4 or 1/2 of the hits are lost.
    assertThat(after.intervalOfChange(before)).isEqualTo(new Interval(-0.5, 0));
    assertThat(before.intervalOfChange(before)).isEqualTo(new Interval(0, 0));
  }
}
