package io.blick.core.attention;

import static org.assertj.core.api.Assertions.assertThat;

import io.blick.core.tensor.DType;
import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Scores up to the largest float, whose powers of two are none: where two of them differ, they
 * differ by so much that only the larger counts. So what is right is a mean of values.
 */
class HugeScoresTest {
  private static final Parallel PARALLEL = new Parallel(2);
  private static final float MOST = Float.MAX_VALUE;
  private static final float NEXT = Math.nextDown(MOST);

  private final Attention attention = new Attention(PARALLEL);
  private final SplittableRandom random = new SplittableRandom(61);

  @AfterAll
  static void close() {
    PARALLEL.close();
  }

  /** Numbers that are drawn from, keys and queries. */
  static Stream<Arguments> rows() {
    List<float[]> drawn = List.of(
        new float[] {-MOST},
        new float[] {MOST},
        new float[] {-3e38f},
        new float[] {2.4e38f, 2.3e38f},
        new float[] {-MOST, -NEXT},
        new float[] {MOST, NEXT, 0},
        new float[] {-MOST, 0},
        new float[] {-MOST, -MOST / 2},
        new float[] {MOST, -MOST},
        new float[] {-MOST, 2.5f, 1.5f},
        new float[] {1.9e9f, Math.nextUp(1.9e9f), -1.9e9f},
        new float[] {1e30f, Math.nextUp(1e30f), 7},
        new float[] {-1e12f, Math.nextDown(-1e12f)},
        new float[] {2e38f, -2e38f, 2.36e38f, 2.37e38f, -1, MOST / 3});
    return drawn.stream()
        .flatMap(values -> Stream.of(1, 3, 7, 71)
            .flatMap(queries -> Stream.of(1, 2, 97, 211, 1637)
                .filter(keys -> keys * queries < 20_000)
                .map(keys -> Arguments.of(values, queries, keys))));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void of_a_table_give_what_float64_gives(float[] values, int queries, int keys) {
    Tensor bias = drawn(values, 1, 1, queries, keys);
    Tensor q = Tensor.zeros(1, queries, 2, 3);
    Tensor k = Configuration.normal(random, 1, 1, keys, 1, 3);

    check(q, k, AttentionOptions.full(3).withMask(Mask.bias(bias)));
    check(q, k, AttentionOptions.full(3).withMask(Mask.bias(bias)).withCap(SoftCap.at(2)));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void of_queries_and_keys_give_what_float64_gives(float[] values, int queries, int keys) {
    Tensor q = ones(queries);
    Tensor k = drawn(values, 1, keys, 1, 1);
    Tensor halves = map(k, i -> k.get(i) / 2);
    AttentionOptions options = AttentionOptions.full(1).withMask(Mask.causal());

    check(q, k, options);
    check(q, k, options.withScale(0.9f));
    check(q, halves, options.withScale(2));
    check(map(q, _ -> 0.5), k, options.withScale(2));
    check(map(q, _ -> -1), k, options);
  }

  @Test
  void under_a_soft_cap_as_large_give_what_float64_gives() {
    for (int keys : new int[] {2, 211, 1637}) {
      Tensor k = drawn(new float[] {MOST, -MOST, 1e38f}, 1, keys, 1, 1);
      for (int queries : new int[] {1, 7}) {
        check(ones(queries), k, AttentionOptions.full(1).withCap(SoftCap.at(MOST)));
        check(ones(queries), k, AttentionOptions.full(1).withCap(SoftCap.at(3.1e38f)));
      }
    }
  }

  @Test
  void a_score_that_overflows_gives_no_number_just_behind_the_last_that_does_not() {
    for (float sign : new float[] {1, -1}) {
      Tensor last = Tensor.of(new float[] {sign * MOST / 4, sign * MOST / 4}, 1, 2, 1, 1);
      Tensor behind = map(last, _ -> sign * Math.nextUp(MOST / 4));
      for (int queries : new int[] {1, 7}) {
        check(ones(queries), last, AttentionOptions.full(1).withScale(4));

        Gathered got = gathered(ones(queries), behind, AttentionOptions.full(1).withScale(4));

        assertThat(got.call().output().toFloats()).containsOnly(Float.NaN);
        assertThat(got.call().lse().toFloats()).containsOnly(Float.NaN);
        assertThat(got.call().weights(0, 0, queries - 1)).containsOnly(Float.NaN);
        assertThat(got.entropy().toFloats()).containsOnly(Float.NaN);
        assertThat(got.largest().toFloats()).containsOnly(Float.NaN);
        assertThat(got.largestKeys().toInts()).containsOnly(-1);
        assertThat(got.received().toFloats()).containsOnly(Float.NaN);
      }
    }
  }

  private static Tensor ones(int queries) {
    return map(Tensor.zeros(1, queries, 1, 1), _ -> 1);
  }

  private static Tensor map(Tensor x, IntToDoubleFunction f) {
    float[] values = new float[Math.toIntExact(x.count())];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) f.applyAsDouble(i);
    }
    return Tensor.of(values, x.sizes());
  }

  private Tensor drawn(float[] values, int... sizes) {
    return map(Tensor.zeros(sizes), _ -> values[random.nextInt(values.length)]);
  }

  private Gathered gathered(Tensor q, Tensor k, AttentionOptions options) {
    // Sixteen dimensions, so that few queries and many take different ways.
    Tensor v = Configuration.normal(random, 1, 1, k.size(1), 1, 16);
    Tensor set = Tensor.zeros(DType.BOOL, 1, k.size(1));
    set.data().asSlice(0, (k.size(1) + 1) / 2).fill((byte) 1);
    Configuration c = new Configuration(0, q, k, v, options);
    return Gathered.of(attention, c, Alignment.topLeft(), set);
  }

  /**
   * A weight is 1 / n for n equal scores but for those below 100, whose powers err by 2⁻¹⁸ at most
   * (LargeScoresTest); a sum of them as much.
   */
  private void check(Tensor q, Tensor k, AttentionOptions options) {
    Gathered got = gathered(q, k, options);
    AttentionCall call = got.call();
    Attention.Attended exact = ReferenceAttention.attend(call.q(), call.k(), call.v(), options);
    double most = Arrays.stream(call.v().toDoubles()).map(Math::abs).max().orElseThrow();
    near(call.output(), exact.output(), 0x1p-17 * most, 0);
    near(call.lse(), exact.lse(), 0x1p-21, 0x1p-21);
    double[] received = new double[k.size(1)];
    for (int t = 0; t < q.size(1); t++) {
      float[] weights = call.weights(0, 0, t);
      double[] right = weights(call, t);
      double entropy = 0;
      double mass = 0;
      int largest = 0;
      for (int s = 0; s < weights.length; s++) {
        received[s] += right[s];
        entropy -= right[s] == 0 ? 0 : right[s] * StrictMath.log(right[s]);
        mass += s < (weights.length + 1) / 2 ? right[s] : 0;
        largest = right[s] > right[largest] ? s : largest;
        close(weights[s], right[s], 0x1p-17);
      }
      close(call.weight(0, 0, t, largest), right[largest], 0x1p-13);
      close(got.entropy().get(t), entropy, 0x1p-14);
      close(got.mass().get(t), mass, 0x1p-16);
      close(got.largest().get(t), right[largest], 0x1p-17);
      assertThat((int) got.largestKeys().get(t)).isEqualTo(right[largest] == 0 ? -1 : largest);
    }
    for (int s = 0; s < received.length; s++) {
      close(got.received().get(s), received[s], 0x1p-17 * q.size(1));
    }
  }

  /** Returns a row's weights in float64. */
  private static double[] weights(AttentionCall call, int t) {
    AttentionOptions options = call.options();
    double[] scores = new double[call.k().size(1)];
    double most = Double.NEGATIVE_INFINITY;
    for (int s = 0; s < scores.length; s++) {
      double dot = 0;
      for (int d = 0; d < call.k().size(3); d++) {
        dot += call.q().at(0).at(t).at(0).get(d) * call.k().at(0).at(s).at(0).get(d);
      }
      double scaled = dot * options.scale();
      double capped = switch (options.cap()) {
        case SoftCap.None _ -> scaled;
        case SoftCap.Tanh(float bound) -> bound * StrictMath.tanh(scaled / bound);
      };
      boolean shown = options.mask().shows(0, 0, t, s, call.q().size(1), scores.length);
      scores[s] = shown ? capped + options.mask().tables(0, 0, t, s) : Double.NEGATIVE_INFINITY;
      most = Math.max(most, scores[s]);
    }
    double sum = 0;
    for (int s = 0; s < scores.length; s++) {
      scores[s] = most == Double.NEGATIVE_INFINITY ? 0 : StrictMath.exp(scores[s] - most);
      sum += scores[s];
    }
    for (int s = 0; s < scores.length && sum > 0; s++) {
      scores[s] /= sum;
    }
    return scores;
  }

  private static void near(Tensor got, Tensor exact, double absolute, double relative) {
    for (long i = 0; i < exact.count(); i++) {
      double wanted = exact.get(i);
      close(got.get(i), wanted, Math.max(absolute, relative * Math.abs(wanted)));
    }
  }

  private static void close(double got, double wanted, double most) {
    if (got != wanted && !(Math.abs(got - wanted) <= most)) {
      assertThat(got).isEqualTo(wanted);
    }
  }

  @Test
  void of_the_largest_scales_give_what_float64_gives() {
    for (int queries : new int[] {1, 7}) {
      for (float scale : new float[] {2.3e38f, 2.4e38f, MOST}) {
        AttentionOptions options = AttentionOptions.full(1).withScale(scale);
        for (int keys : new int[] {2, 211, 1637}) {
          check(ones(queries), drawn(new float[] {0, 0.5f, -0.25f, 1}, 1, keys, 1, 1), options);
          check(ones(queries), drawn(new float[] {1e-38f, 2e-38f}, 1, keys, 1, 1), options);
        }
      }
    }
  }

  @Test
  void a_row_that_is_no_number_is_none_for_every_key_that_it_sees() {
    float infinity = Float.POSITIVE_INFINITY;
    for (float[] row : new float[][] {{1, infinity, 2}, {-infinity, -infinity, -infinity}}) {
      for (int queries : new int[] {3, 7}) {
        Tensor k = Tensor.of(Arrays.copyOf(row, 3 + 1), 1, 4, 1, 1);
        AttentionOptions options =
            AttentionOptions.full(1).withMask(Mask.padding(3)).withCuts(cutFromAll(queries));

        Gathered got = gathered(ones(queries), k, options);

        assertThat(got.received().toFloats()).containsExactly(Float.NaN, Float.NaN, 0, 0);
      }
    }
  }

  private static Cuts cutFromAll(int queries) {
    Cuts cuts = Cuts.none();
    for (int t = 0; t < queries; t++) {
      cuts = cuts.and(Cuts.of(Cuts.Rest.KEPT, new Cuts.Edge(0, 0, t, 2)));
    }
    return cuts;
  }
}
