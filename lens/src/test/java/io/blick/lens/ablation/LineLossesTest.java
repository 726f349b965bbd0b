package io.blick.lens.ablation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Means over pieces, intervals over lines. */
class LineLossesTest {

  @Test
  void the_mean_is_over_pieces() {
    try (var losses = new LineLosses(2)) {
      losses.add(1, new double[] {2, 2, 3});
      losses.add(3, new double[] {6, 5, 10});

      assertThat(losses.lines()).isEqualTo(2);
      assertThat(losses.masked()).isEqualTo(4);
      assertThat(losses.loss()).isEqualTo(2);
      assertThat(losses.changes()).extracting(LineLosses.Change::mean).containsExactly(-0.25, 1.25);
      // Drawn twice, the first line gives 1 / 1, the second 4 / 3.
      LineLosses.Change second = losses.changes().getLast();
      assertThat(second.interval().low()).isEqualTo(1);
      assertThat(second.interval().high()).isEqualTo(4 / 3.0, within(1e-12));
    }
  }

  @Test
  void the_interval_of_many_lines_is_near_that_of_the_normal_distribution() {
    try (var losses = new LineLosses(1)) {
      for (int i = 0; i < 400; i++) {
        losses.add(1, new double[] {0, i % 2});
      }

      LineLosses.Change change = losses.changes().getFirst();

      // 1.96 standard errors of the mean of 400 draws, 0.5 / 20 each.
      assertThat(change.mean()).isEqualTo(0.5);
      assertThat(change.interval().low()).isEqualTo(0.5 - 1.96 * 0.025, within(0.006));
      assertThat(change.interval().high()).isEqualTo(0.5 + 1.96 * 0.025, within(0.006));
    }
  }
}
