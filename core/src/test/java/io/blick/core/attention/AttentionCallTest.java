package io.blick.core.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.blick.core.Uniform;
import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.Tensor;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The weights that a call computes again are those that its pass used. */
class AttentionCallTest {
  private static final Parallel PARALLEL = new Parallel(2);
  private static final double UNIT = 0x1p-24;
  private static final int B = 3;
  private static final int T = 67;
  private static final int S = 263;
  private static final int H = 4;
  private static final int HKV = 2;
  private static final int D = 131;
  private static final int DV = 5;
  private static final int[] LENGTHS = {S, 101, 0};

  private final Uniform uniform = new Uniform(17);
  private final Tensor q = uniform.tensor(B, T, H, D);
  private final Tensor k = uniform.tensor(B, S, HKV, D);
  private final AttentionCall call = call(uniform.tensor(B, S, HKV, DV));

  @AfterAll
  static void close() {
    PARALLEL.close();
  }

  private AttentionCall call(Tensor v) {
    AttentionOptions options = AttentionOptions.full(D).withMask(Mask.padding(LENGTHS));
    Attention.Attended attended = new Attention(PARALLEL).attend(q, k, v, options);
    return new AttentionCall(
        AttentionSite.encoder(5), 0, q, k, v, attended.output(), attended.lse(), options);
  }

  /** A method of the call that returns a row of each query of each head. */
  @FunctionalInterface
  private interface Row {
    void check(int b, int h, int t, AttentionBound bound);
  }

  private void everyRow(Row row) {
    for (int i = 0; i < B * H * T; i += 11) {
      int b = i / T / H;
      int h = i / T % H;
      int t = i % T;
      row.check(b, h, t, new AttentionBound(call, b, h, t));
    }
  }

  @Test
  void the_weights_of_a_row_sum_to_1() {
    everyRow((b, h, t, bound) -> {
      double sum = 0;
      for (float weight : call.weights(b, h, t)) {
        sum += weight;
      }
      double[] ones = new double[LENGTHS[b]];
      Arrays.fill(ones, 1);

      assertThat(sum).isCloseTo(LENGTHS[b] == 0 ? 0 : 1, within(bound.ofSumOfEqualScores(ones)));
    });
  }

  @Test
  void a_masked_key_weighs_exactly_nothing() {
    everyRow((b, h, t, _) -> {
      float[] weights = call.weights(b, h, t);

      assertThat(weights).hasSize(S);
      assertThat(Arrays.copyOfRange(weights, LENGTHS[b], S))
          .containsExactly(new float[S - LENGTHS[b]]);
      assertThat(Arrays.copyOf(weights, LENGTHS[b])).doesNotContain(0);
    });
  }

  @Test
  void the_output_is_the_weighted_sum_of_the_values() {
    everyRow((b, h, t, bound) -> {
      float[] weights = call.weights(b, h, t);
      for (int d = 0; d < DV; d++) {
        double[] values = new double[S];
        double sum = 0;
        for (int s = 0; s < S; s++) {
          values[s] = call.v().at(b).at(s).at(h / (H / HKV)).get(d);
          sum += weights[s] * values[s];
        }

        // Both sides have rounded exps, sums and a division of their own, on the same scores.
        assertThat(call.output().at(b).at(t).at(h).get(d))
            .isCloseTo(sum, within(2 * bound.ofSumOfEqualScores(values)));
      }
    });
  }

  @Test
  void the_log_sum_exp_is_that_of_the_weights() {
    everyRow((b, h, t, bound) -> {
      float[] dots = call.dots(b, h, t);
      float[] weights = call.weights(b, h, t);
      double lse = call.lse().at(b).at(h).get(t);
      for (int s = 0; s < LENGTHS[b]; s++) {
        double[] only = new double[S];
        only[s] = 1;
        double expected = StrictMath.exp(dots[s] * call.options().scale() - lse);

        // The log-sum-exp is rounded once more, and so is the product with the scale.
        double rounded = UNIT * (Math.abs(lse) + Math.abs(dots[s]));
        assertThat((double) weights[s])
            .isCloseTo(expected, within(bound.ofSumOfEqualScores(only) + rounded * weights[s]));
      }
    });
  }

  @Test
  void values_that_are_unit_vectors_show_the_passes_own_weights() {
    // Each query's output is then its row of weights. The last block of 128 keys is never rescaled,
    // so in it they are the same bits, which needs the same scores, maximum and sum of the whole.
    AttentionCall shown = call(unitVectors());

    everyRow((b, h, t, bound) -> {
      float[] weights = shown.weights(b, h, t);
      float[] output = shown.output().at(b).at(t).at(h).toFloats();

      int last = Math.max(0, LENGTHS[b] - 1) / 128 * 128;
      assertThat(Arrays.copyOfRange(output, last, S))
          .containsExactly(Arrays.copyOfRange(weights, last, S));
      for (int s = 0; s < S; s++) {
        double[] only = new double[S];
        only[s] = 1;
        assertThat((double) output[s])
            .isCloseTo(weights[s], within(2 * bound.ofSumOfEqualScores(only)));
      }
    });
  }

  /** Up to 192 keys nothing is rescaled. */
  @Test
  void the_weights_of_one_block_are_the_passes_own_to_the_bit() {
    for (int keys : new int[] {1, 97, 191, 192}) {
      AttentionCall shown = shown(keys, 7, 3);
      for (int t = 0; t < 7; t++) {
        assertThat(shown.output().at(0).at(t).at(0).toFloats())
            .containsExactly(shown.weights(0, 0, t));
      }
    }
  }

  /**
   * Beyond, both round the exponent −a of a weight, once or in pieces that sum to it: twice a ·
   * 2⁻²⁴, times ln 2, is 1.4 a units in the last place. A power, a product and the quotient are
   * rounded, here and there, and for each rescaling two numbers more.
   */
  @Test
  void beyond_a_block_they_differ_by_the_roundings_of_their_exponents() {
    int keys = 977;
    boolean differ = false;
    for (double spread : new double[] {1, 3, 6}) {
      AttentionCall shown = shown(keys, 7, spread);
      for (int t = 0; t < 7; t++) {
        float[] weights = shown.weights(0, 0, t);
        float[] output = shown.output().at(0).at(t).at(0).toFloats();
        float[] scores = shown.scores(0, 0, t);
        double largest = Double.NEGATIVE_INFINITY;
        for (float score : scores) {
          largest = Math.max(largest, score);
        }
        for (int s = 0; s < keys; s++) {
          double a = (largest - scores[s]) / StrictMath.log(2);
          double units = 1.4 * a + 4 + 2 * (keys / 192 - s / 192);
          boolean normal = weights[s] > 0x1p-120f;
          assertThat(!normal || Math.abs(output[s] - weights[s]) <= units * Math.ulp(weights[s]))
              .as("%s, exponent %s: %s and %s", s, a, output[s], weights[s])
              .isTrue();
          differ |= output[s] != weights[s];
        }
      }
    }
    assertThat(differ).isTrue();
  }

  /** One head whose values are unit vectors, so that each output is the pass's own weights. */
  private AttentionCall shown(int keys, int queries, double spread) {
    Tensor ofQueries = uniform.tensor(2 * spread, 1, queries, 1, 64);
    Tensor ofKeys = uniform.tensor(1, keys, 1, 64);
    float[] values = new float[keys * keys];
    for (int s = 0; s < keys; s++) {
      values[s * keys + s] = 1;
    }
    Tensor units = Tensor.of(values, 1, keys, 1, keys);
    AttentionOptions options = AttentionOptions.full(64);
    Attention.Attended got = new Attention(PARALLEL).attend(ofQueries, ofKeys, units, options);
    return new AttentionCall(
        AttentionSite.encoder(0), ofQueries, ofKeys, units, got.output(), got.lse(), options);
  }

  private static Tensor unitVectors() {
    float[] values = new float[B * S * HKV * S];
    for (int row = 0; row < B * S * HKV; row++) {
      values[row * S + row / HKV % S] = 1;
    }
    return Tensor.of(values, B, S, HKV, S);
  }

  @Test
  void a_dot_product_is_unscaled_unmasked_and_within_its_roundings() {
    everyRow((b, h, t, _) -> {
      float[] dots = call.dots(b, h, t);
      assertThat(dots).hasSize(S);
      for (int s = 0; s < S; s += 13) {
        double exact = 0;
        double magnitude = 0;
        for (int d = 0; d < D; d++) {
          double term =
              q.at(b).at(t).at(h).get(d) * k.at(b).at(s).at(h / (H / HKV)).get(d);
          exact += term;
          magnitude += Math.abs(term);
        }

        // Higham 2002, eq. 3.5: D terms and the sum of two chains.
        assertThat((double) dots[s]).isCloseTo(exact, within((D + 1) * UNIT * magnitude));
      }
    });
  }

  @Test
  void the_weights_of_a_head_are_those_of_its_queries() {
    float[][] weights = call.weights(1, 3);

    assertThat(weights).hasNumberOfRows(T);
    for (int t = 0; t < T; t++) {
      assertThat(weights[t]).containsExactly(call.weights(1, 3, t));
    }
  }

  @Test
  void a_copy_keeps_its_numbers_when_the_memory_is_used_again() {
    AttentionCall copy = call.copy();
    float[] weights = call.weights(0, 1, 2);
    float[] output = call.output().toFloats();
    float[] values = call.v().toFloats();
    float[] lse = call.lse().toFloats();

    q.data().fill((byte) 0);
    k.data().fill((byte) 0);
    call.v().data().fill((byte) 0);
    call.output().data().fill((byte) 0);
    call.lse().data().fill((byte) 0);

    assertThat(copy.site()).isEqualTo(AttentionSite.encoder(5));
    assertThat(copy.options()).isEqualTo(call.options());
    assertThat(copy.weights(0, 1, 2)).containsExactly(weights);
    assertThat(copy.output().toFloats()).containsExactly(output);
    assertThat(copy.v().toFloats()).containsExactly(values);
    assertThat(copy.lse().toFloats()).containsExactly(lse);
  }
}
