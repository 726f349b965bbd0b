package io.blick.lens.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ProportionTest {
  private static final double Z = 1.959963984540054;

  /** Of no miss it ends at n / (n + z²); of 5 in 7 the numbers are those of a table. */
  @Test
  void wilson_is_wide_where_cases_are_few() {
    assertThat(new Proportion(13, 13).wilson().low()).isCloseTo(13 / (13 + Z * Z), within(1e-15));
    assertThat(new Proportion(13, 13).wilson().high()).isEqualTo(1);
    assertThat(new Proportion(0, 13).wilson().low()).isEqualTo(0);
    assertThat(new Proportion(0, 13).wilson().high())
        .isCloseTo(Z * Z / (13 + Z * Z), within(1e-15));
    assertThat(new Proportion(5, 7).wilson().low()).isCloseTo(0.3589, within(5e-5));
    assertThat(new Proportion(5, 7).wilson().high()).isCloseTo(0.9178, within(5e-5));
  }

  /** Each end p′ is z standard errors of its own away: (p − p′)² = z² p′(1 − p′) / n. */
  @Test
  void ends_of_wilson_solve_the_equation_that_defines_them() {
    for (int hits = 0; hits <= 29; hits++) {
      Interval ends = new Proportion(hits, 29).wilson();
      for (double end : new double[] {ends.low(), ends.high()}) {
        double distance = hits / 29.0 - end;
        assertThat(distance * distance).isCloseTo(Z * Z * end * (1 - end) / 29, within(1e-15));
      }
    }
  }

  @Test
  void many_cases_with_hits_and_misses_have_the_interval_of_the_bootstrap() {
    Interval drawn = new Interval(0.5, 0.625);

    assertThat(new Proportion(17, 30).interval(drawn)).isSameAs(drawn);
    assertThat(new Proportion(5, 31).isSparse()).isFalse();
    assertThat(new Proportion(26, 31).isSparse()).isFalse();
  }

  /** Of 29 hits in 30 the bootstrap ends at 1, as of 30 in 30. */
  @Test
  void few_hits_or_few_misses_among_many_cases_are_few() {
    assertThat(new Proportion(4, 31).isSparse()).isTrue();
    assertThat(new Proportion(27, 31).isSparse()).isTrue();
    assertThat(Interval.ofProportion(29, 30).low())
        .isEqualTo(new Proportion(29, 30).wilson().low())
        .isCloseTo(0.8333, within(5e-5));
    assertThat(Interval.ofProportion(29, 30).high()).isEqualTo(1);
  }

  @Test
  void few_cases_or_such_that_are_all_alike_have_the_farther_of_both_ends() {
    Proportion few = new Proportion(17, 29);
    Proportion all = new Proportion(53, 53);

    assertThat(few.isSparse()).isTrue();
    assertThat(few.interval(new Interval(0.125, 0.625)))
        .isEqualTo(new Interval(0.125, few.wilson().high()));
    assertThat(few.interval(new Interval(0.5, 0.875)))
        .isEqualTo(new Interval(few.wilson().low(), 0.875));
    assertThat(all.interval(new Interval(1, 1)))
        .isEqualTo(new Interval(all.wilson().low(), 1));
    assertThat(Interval.ofProportion(0, 53))
        .isEqualTo(new Interval(0, new Proportion(0, 53).wilson().high()));
  }

  @Test
  void hits_are_some_of_the_cases() {
    assertThatThrownBy(() -> new Proportion(3, 2))
        .hasMessage("proportion: hits must be from 0 to the cases, of which there must be one; got"
            + " 3 of 2");
    assertThatThrownBy(() -> new Proportion(0, 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Proportion(-1, 2)).isInstanceOf(IllegalArgumentException.class);
  }
}
