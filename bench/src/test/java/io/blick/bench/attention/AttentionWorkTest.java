package io.blick.bench.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.blick.core.attention.AttentionOptions;
import io.blick.core.attention.Mask;
import io.blick.core.tensor.Parallel;
import org.junit.jupiter.api.Test;

class AttentionWorkTest {

  @Test
  void operations_and_bytes_are_those_of_the_formula() {
    Shape shape = new Shape(3, 5, 14, 7, 11);

    assertThat(shape.flops()).isEqualTo(4 * 14 * 3 * 5 * 11);
    assertThat(shape.keyBytes()).isEqualTo(2 * 5 * 7 * 11 * 4);
  }

  @Test
  void the_pairs_of_a_mask_are_counted_one_by_one() {
    Shape shape = Shape.text(7, 2);

    assertThat(shape.visible(Mask.none())).isEqualTo(49);
    assertThat(shape.visible(Mask.causal())).isEqualTo(28);
  }

  @Test
  void inputs_are_the_same_in_every_run() {
    Inputs one = Inputs.random(Shape.text(3, 5));
    Inputs other = Inputs.random(Shape.text(3, 5));

    assertThat(one.k().toFloats()).containsExactly(other.k().toFloats());
    assertThat(one.k().toFloats()).isNotEqualTo(one.v().toFloats());
  }

  @Test
  void a_side_computes_the_attention() {
    Inputs inputs = Inputs.random(Shape.text(3, 5));
    try (Parallel parallel = new Parallel(2)) {
      AttentionWork work = new AttentionWork(inputs, AttentionOptions.causal(5), parallel);

      long nanos = work.side("Blick").nanos(2);

      assertThat(nanos).isPositive();
      // The first query sees only the first key, with all of its weight.
      assertThat(work.output().at(0).at(0).toFloats())
          .containsExactly(inputs.v().at(0).at(0).toFloats());
    }
  }

  @Test
  void every_pair_costs_the_same_where_time_grows_with_the_square() {
    Shape shorter = new Shape(8, 8, 1, 1, 2);
    Shape longer = new Shape(64, 64, 1, 1, 2);
    Scaling growth = new Scaling(shorter, longer, 1);

    assertThat(growth.exponent(64)).isCloseTo(2, within(1e-12));
    assertThat(growth.exponent(8)).isCloseTo(1, within(1e-12));
  }
}
