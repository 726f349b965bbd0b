package io.blick.bench.timing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blick.bench.run.Effort;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InterleavedRoundsTest {
  /** A side that says how long it took instead of taking it. */
  private static final class Told implements Side {
    private final String name;
    private final long callNanos;
    private final List<String> turns;

    Told(String name, long callNanos, List<String> turns) {
      this.name = name;
      this.callNanos = callNanos;
      this.turns = turns;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public long nanos(int calls) {
      turns.add(name);
      return calls * callNanos;
    }
  }

  @Test
  void sides_take_turns_after_all_have_warmed_up() {
    List<String> turns = new ArrayList<>();
    // Each call is longer than warming up takes, so every turn is one call.
    long nanos = Effort.QUICK.warming().toNanos();
    Side a = new Told("a", nanos, turns);
    Side b = new Told("b", 3 * nanos, turns);

    Timings timings = new InterleavedRounds(List.of(a, b), Effort.QUICK, 2).run();

    assertThat(turns).containsExactly("a", "b", "a", "b", "a", "b");
    assertThat(timings.nanos(a)).isEqualTo((double) nanos);
    assertThat(timings.ratio(b, a)).isEqualTo(3);
  }

  @Test
  void a_turn_is_as_many_calls_as_fill_it_and_some_before() {
    List<String> turns = new ArrayList<>();
    long third = Effort.QUICK.turn().toNanos() / 3;
    Side side = new Told("a", third, turns);

    Timings timings = new InterleavedRounds(List.of(side), Effort.QUICK, 1).run();

    assertThat(timings.nanos(side)).isEqualTo((double) third);
    assertThat(turns).hasSizeGreaterThan(3);
  }

  @Test
  void a_ratio_is_the_median_of_the_rounds_ratios_not_the_ratio_of_medians() {
    Side a = new Told("a", 1, List.of());
    Side b = new Told("b", 1, List.of());
    Timings timings = new Timings(Map.of(a, new double[] {2, 30, 10}, b, new double[] {1, 5, 20}));

    double ratio = timings.ratio(a, b);

    assertThat(ratio).isEqualTo(2);
    assertThat(timings.nanos(a)).isEqualTo(10);
    assertThat(timings.nanos(b)).isEqualTo(5);
  }

  @Test
  void the_median_of_an_even_number_is_the_mean_of_the_two_in_the_middle() {
    assertThat(Timings.median(7, 1, 3, 4)).isEqualTo(3.5);
  }

  @Test
  void a_side_that_took_no_turns_has_no_time() {
    Side a = new Told("a", 1, List.of());
    Timings timings = new Timings(Map.of());

    assertThatThrownBy(() -> timings.nanos(a))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("bench: a took no turns");
  }
}
