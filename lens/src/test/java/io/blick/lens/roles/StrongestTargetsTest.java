package io.blick.lens.roles;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StrongestTargetsTest {
  @Test
  void the_largest_weight_is_the_sum_over_pieces_without_oneself_and_the_first_of_equals() {
    // [CLS] a b1 b2 c [SEP]
    var pointing = new StrongestTargets(new int[] {1, 2, 4, 5}, 2);
    float[][] rows = {
      {},
      {.5f, .3f, .06f, .06f, .08f, 0},
      {.1f, .3f, .2f, 0, .2f, .2f},
      {.1f, .1f, .2f, 0, .4f, .2f},
      {.2f, .2f, .1f, .1f, .4f, 0}
    };
    pointing.take(0, rows);
    pointing.take(1, new float[5][6]);

    // b's pieces are looked at with .12 together; b looks with (.3 + .1) / 2 and (.2 + .4) / 2.
    assertThat(pointing.target(0, 0)).isEqualTo(1);
    assertThat(pointing.target(0, 1)).isEqualTo(2);
    assertThat(pointing.target(0, 2)).isEqualTo(0);
    assertThat(IntStream.range(0, 3).map(word -> pointing.target(1, word)))
        .containsExactly(1, 0, 0);
  }
}
