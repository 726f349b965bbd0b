package io.blick.lens.ablation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.blick.lens.trace.Head;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Means over pieces, intervals over lines. */
class LineLossesTest {
  private static final Head ONE = new Head(0, 0);
  private static final Head TWO = new Head(0, 1);

  @Test
  void the_mean_is_over_pieces_and_the_worst_head_comes_first() {
    try (var losses = new LineLosses(List.of(ONE, TWO))) {
      losses.add(1, new double[] {2, 2, 3});
      losses.add(3, new double[] {6, 5, 10});

      CorpusAblation result = losses.result(5, 7);

      assertThat(result.lines()).isEqualTo(2);
      assertThat(result.empty()).isEqualTo(5);
      assertThat(result.tooLong()).isEqualTo(7);
      assertThat(result.masked()).isEqualTo(4);
      assertThat(result.loss()).isEqualTo(2);
      assertThat(result.heads())
          .extracting(CorpusAblation.Ranked::effect)
          .containsExactly(new LossEffect(TWO, 3.25, 1.25), new LossEffect(ONE, 1.75, -0.25));
      // Drawn twice, the first line gives 1 / 1, the second 4 / 3.
      assertThat(result.heads().getFirst().interval().low()).isEqualTo(1);
      assertThat(result.heads().getFirst().interval().high()).isEqualTo(4 / 3.0, within(1e-12));
    }
  }

  @Test
  void the_interval_of_many_lines_is_near_that_of_the_normal_distribution() {
    try (var losses = new LineLosses(List.of(ONE))) {
      for (int i = 0; i < 400; i++) {
        losses.add(1, new double[] {0, i % 2});
      }

      CorpusAblation.Ranked head = losses.result(0, 0).heads().getFirst();

      // 1.96 standard errors of the mean of 400 draws, 0.5 / 20 each.
      assertThat(head.effect().change()).isEqualTo(0.5);
      assertThat(head.interval().low()).isEqualTo(0.5 - 1.96 * 0.025, within(0.006));
      assertThat(head.interval().high()).isEqualTo(0.5 + 1.96 * 0.025, within(0.006));
    }
  }

  @Test
  void of_equal_changes_the_lower_head_comes_first() {
    try (var losses = new LineLosses(List.of(ONE, TWO))) {
      losses.add(1, new double[] {1, 2, 2});

      assertThat(losses.result(0, 0).heads())
          .extracting(ranked -> ranked.effect().head())
          .containsExactly(ONE, TWO);
    }
  }
}
