package io.blick.lens.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.blick.lens.trace.Granularity;
import io.blick.lens.trace.TinyModel;
import io.blick.lens.trace.Trace;
import java.util.List;
import org.junit.jupiter.api.Test;

class RolloutTest {
  private static final Trace TRACE = Trace.of(new TinyModel(), "Kat|ten som min gran|ne");

  @Test
  void two_layers_by_hand() {
    float[][] toFirst = {{1, 0}, {1, 0}};
    float[][] swapped = {{0, 1}, {1, 0}};
    float[][] toSecond = {{0, 1}, {0, 1}};

    double[][] first = Rollout.mixed(List.of(toFirst, swapped));
    double[][] second = Rollout.mixed(List.<float[][]>of(toSecond));

    assertThat(first).isDeepEqualTo(new double[][] {{0.75, 0.25}, {0.5, 0.5}});
    assertThat(second).isDeepEqualTo(new double[][] {{0.5, 0.5}, {0, 1}});
    assertThat(Rollout.product(second, first))
        .isDeepEqualTo(new double[][] {{0.625, 0.375}, {0.5, 0.5}});
  }

  @Test
  void it_is_the_sum_over_all_paths() {
    double[][] rollout = Rollout.of(TRACE, 1).pieces();

    int size = TRACE.encoding().pieces().size();
    for (int t = 0; t < size; t++) {
      for (int s = 0; s < size; s++) {
        double paths = 0;
        for (int over = 0; over < size; over++) {
          paths += step(1, t, over) * step(0, over, s);
        }
        assertThat(rollout[t][s]).isEqualTo(paths, within(1e-15));
      }
    }
  }

  private static double step(int layer, int t, int s) {
    double sum = 0;
    for (int head = 0; head < 3; head++) {
      sum += TRACE.pieces(layer, head)[t][s];
    }
    return (sum / 3 + (s == t ? 1 : 0)) / 2;
  }

  @Test
  void the_first_layer_is_half_the_mean_of_its_heads_and_half_itself() {
    double[][] rollout = Rollout.of(TRACE, 0).pieces();

    assertThat(rollout[2][2]).isEqualTo(step(0, 2, 2), within(1e-15));
    assertThat(rollout[2][5]).isEqualTo(step(0, 2, 5), within(1e-15));
  }

  @Test
  void each_row_sums_to_one_by_pieces_and_by_words() {
    for (int layer = 0; layer < 2; layer++) {
      Rollout rollout = Rollout.of(TRACE, layer);
      for (double[] row : rollout.pieces()) {
        double sum = 0;
        for (double part : row) {
          sum += part;
        }
        // Weights are rounded to float32, each to within 2^-25.
        assertThat(sum).isEqualTo(1, within(2 * row.length * 0x1p-24));
      }
      for (float[] row : rollout.map(Granularity.WORDS)) {
        double sum = 0;
        for (float part : row) {
          sum += part;
        }
        assertThat(row).hasSize(6);
        assertThat(sum).isEqualTo(1, within(3 * row.length * 0x1p-24));
      }
    }
  }

  @Test
  void a_layer_that_is_not_there_is_one_sentence() {
    assertThatThrownBy(() -> Rollout.of(TRACE, 2))
        .hasMessage("rollout: the layer must be from 0 to 1; got 2");
  }
}
