package io.blick.lens.attribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RankCorrelationTest {
  private static double of(double[] x, double... y) {
    return RankCorrelation.of(x, y).orElseThrow();
  }

  @Test
  void the_order_alone_counts() {
    double[] x = {1, 2, 30, 31, 5000};

    assertThat(of(x, 0.1, 0.2, 0.3, 0.4, 0.5)).isEqualTo(1);
    assertThat(of(x, 5, 4, 3, -4, -50)).isEqualTo(-1);
    // 1 − 6 Σ d² / (n (n² − 1)) with d = 1, −1, 0, 2, −2.
    assertThat(of(x, 2, 1, 3, 5, 4)).isEqualTo(1 - 6.0 * 4 / 120, within(1e-15));
  }

  @Test
  void equal_numbers_share_the_mean_of_their_ranks() {
    // Ranks 1, 2.5, 2.5, 4 and 1, 2, 3, 4: products about 2.5 give 4.5, squares 4.5 and 5.
    assertThat(of(new double[] {1, 2, 2, 3}, 1, 2, 3, 4))
        .isEqualTo(4.5 / Math.sqrt(4.5 * 5), within(1e-15));
  }

  @Test
  void nan_has_no_rank() {
    assertThatThrownBy(() -> RankCorrelation.of(new double[] {1, 2}, new double[] {1, Double.NaN}))
        .hasMessage("correlation: numbers must have an order; got NaN");
  }

  @Test
  void where_there_is_no_order_there_is_no_correlation() {
    assertThat(RankCorrelation.of(new double[] {}, new double[] {})).isEmpty();
    assertThat(RankCorrelation.of(new double[] {1}, new double[] {2})).isEmpty();
    assertThat(RankCorrelation.of(new double[] {1, 1}, new double[] {2, 3})).isEmpty();
    assertThatThrownBy(() -> RankCorrelation.of(new double[] {1}, new double[] {2, 3}))
        .hasMessage("correlation: both lists must have as many numbers; got 1 and 2");
  }
}
