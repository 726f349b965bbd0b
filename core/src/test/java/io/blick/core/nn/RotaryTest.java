package io.blick.core.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.blick.core.Uniform;
import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The rotation of heads: the fast one against the obvious one, and what the paper says of it. */
class RotaryTest {
  private static final double UNIT = 0x1p-24;
  // In one turned element: of cos, of sin, of the second product, of the sum. With x₁ and x₂ of its
  // pair each is at most UNIT · (|x₁| + |x₂|), and those of cos and sin are so together.
  private static final double ROUNDINGS = 3.01;
  private static final Parallel PARALLEL = new Parallel(2);
  private static final EagerOps EAGER = EagerOps.on(PARALLEL);
  private static final Ops REFERENCE = new ReferenceOps();

  private final Uniform uniform = new Uniform(83);

  @AfterAll
  static void close() {
    EAGER.close();
    PARALLEL.close();
  }

  static Rotary rotary(Rotary.Pairs pairs, int rotated) {
    return Rotary.of(pairs, rotated, 10_000, new RotaryScaling.Plain());
  }

  /** Returns |x₁| + |x₂| of the pair of each element of a head, or 0 where it stays. */
  private static double[] pairSums(Tensor head, Rotary rotary) {
    double[] sums = new double[(int) head.count()];
    int half = rotary.rotated() / 2;
    for (int i = 0; i < half; i++) {
      int first = rotary.pairs() == Rotary.Pairs.HALVES ? i : 2 * i;
      int second = rotary.pairs() == Rotary.Pairs.HALVES ? i + half : 2 * i + 1;
      sums[first] = Math.abs(head.get(first)) + Math.abs(head.get(second));
      sums[second] = sums[first];
    }
    return sums;
  }

  static Stream<Arguments> sizes() {
    return Stream.of(Rotary.Pairs.values())
        .flatMap(pairs -> IntStream.of(2, 4, 6, 14, 16, 18, 30, 32, 34, 64, 122, 128)
            .boxed()
            .flatMap(rotated ->
                Stream.of(0, 1, 5, 17).map(rest -> Arguments.of(pairs, rotated, rotated + rest))));
  }

  @ParameterizedTest(name = "{0}, {1} of {2}")
  @MethodSource("sizes")
  void a_turned_element_is_within_its_roundings(Rotary.Pairs pairs, int rotated, int dim) {
    Tensor x = uniform.tensor(5, 3, dim);
    Tensor positions = Tensor.of(new int[] {0, 1, 61, 67, Integer.MAX_VALUE}, 5);
    Rotary rotary = rotary(pairs, rotated);

    Tensor got = EAGER.rotate(x, positions, rotary);

    Tensor exact = REFERENCE.rotate(x, positions, rotary);
    for (int row = 0; row < 15; row++) {
      Tensor head = x.view(15, dim).at(row);
      double[] sums = pairSums(head, rotary);
      for (int i = 0; i < dim; i++) {
        assertThat(got.view(15, dim).at(row).get(i))
            .isCloseTo(exact.view(15, dim).at(row).get(i), within(ROUNDINGS * UNIT * sums[i]));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void position_0_changes_nothing_and_others_not_the_rest(Rotary.Pairs pairs) {
    Tensor x = uniform.tensor(2, 3, 47);
    Rotary rotary = rotary(pairs, 38);

    Tensor got = EAGER.rotate(x, Tensor.of(new int[] {0, 71}, 2), rotary);

    assertThat(got.at(0).toFloats()).containsExactly(x.at(0).toFloats());
    for (int head = 0; head < 3; head++) {
      float[] before = x.at(1).at(head).toFloats();
      float[] after = got.at(1).at(head).toFloats();
      assertThat(Arrays.copyOfRange(after, 38, 47))
          .containsExactly(Arrays.copyOfRange(before, 38, 47));
      for (int i = 0; i < 38; i++) {
        assertThat(after[i]).isNotEqualTo(before[i]);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void the_opposite_frequencies_turn_back(Rotary.Pairs pairs) {
    Tensor x = uniform.tensor(3, 1, 46);
    Tensor positions = Tensor.of(new int[] {3, 1009, 100_003}, 3);
    Rotary rotary = rotary(pairs, 46);
    double[] back = Arrays.stream(rotary.frequencies()).map(f -> -f).toArray();

    Tensor there = EAGER.rotate(x, positions, rotary).copy();
    Tensor got = EAGER.rotate(there, positions, Rotary.of(pairs, back, 1));

    for (int n = 0; n < 3; n++) {
      double[] sums = pairSums(x.at(n).at(0), rotary);
      for (int i = 0; i < 46; i++) {
        // The errors of both elements of the first turn, turned, and those of the second, of
        // elements whose sum is at most √2 times as large.
        double most = (2 + Math.sqrt(2)) * ROUNDINGS * UNIT * sums[i];
        assertThat(got.at(n).at(0).get(i)).isCloseTo(x.at(n).at(0).get(i), within(most));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_score_depends_on_the_distance_alone(Rotary.Pairs pairs) {
    Tensor q = uniform.tensor(1, 1, 62);
    Tensor k = uniform.tensor(1, 1, 62);
    Rotary rotary = rotary(pairs, 62);
    double lengths = length(q) * length(k);

    double near = score(q, 17, k, 4, rotary);

    for (int shift : new int[] {1, 53, 4099, 100_003}) {
      // A pair errs by ROUNDINGS · UNIT · (|x₁| + |x₂|) in each element, so by 2 ROUNDINGS · UNIT
      // of
      // its length; both vectors do, in both scores.
      assertThat(score(q, 17 + shift, k, 4 + shift, rotary))
          .isCloseTo(near, within(4 * 2 * ROUNDINGS * UNIT * lengths));
    }
    assertThat(Math.abs(score(q, 18, k, 4, rotary) - near)).isGreaterThan(0x1p-10 * lengths);
  }

  private static double score(Tensor q, int qAt, Tensor k, int kAt, Rotary rotary) {
    double[] turnedQ = EAGER.rotate(q, Tensor.of(new int[] {qAt}, 1), rotary).toDoubles();
    double[] turnedK = EAGER.rotate(k, Tensor.of(new int[] {kAt}, 1), rotary).toDoubles();
    return IntStream.range(0, turnedQ.length)
        .mapToDouble(i -> turnedQ[i] * turnedK[i])
        .sum();
  }

  private static double length(Tensor x) {
    return Math.sqrt(Arrays.stream(x.toDoubles()).map(value -> value * value).sum());
  }

  @Test
  void a_factor_multiplies_what_is_turned_and_nothing_else() {
    Tensor x = uniform.tensor(1, 2, 11);
    Tensor position = Tensor.of(new int[] {0}, 1);
    Rotary rotary = Rotary.of(Rotary.Pairs.HALVES, new double[] {1, 0.5, 0.25}, 1.5);

    Tensor got = EAGER.rotate(x, position, rotary);

    for (int i = 0; i < 22; i++) {
      float factor = i % 11 < 6 ? 1.5f : 1;
      assertThat((float) got.get(i)).isEqualTo(factor * (float) x.get(i));
    }
  }

  @ParameterizedTest
  @EnumSource
  void all_rows_in_many_threads_have_the_bits_of_each_row_alone(Rotary.Pairs pairs)
      throws InterruptedException {
    int count = 2003;
    Tensor x = uniform.tensor(count, 3, 22);
    int[] places = IntStream.range(0, count).map(i -> i * 7919 % 2011).toArray();
    Tensor positions = Tensor.of(places, count);
    Rotary shared = rotary(pairs, 22);
    var results = new ConcurrentLinkedQueue<float[]>();
    List<Thread> threads = new ArrayList<>();
    for (int t = 1; t <= 4; t++) {
      int helpers = t;
      threads.add(Thread.ofPlatform().start(() -> {
        try (Parallel parallel = new Parallel(helpers);
            EagerOps ops = EagerOps.on(parallel)) {
          results.add(ops.rotate(x, positions, shared).toFloats());
        }
      }));
    }
    for (Thread thread : threads) {
      thread.join();
    }

    Tensor alone = Tensor.zeros(count, 3, 22);
    for (int n = 0; n < count; n++) {
      Tensor one = EAGER.rotate(x.slice(n, 1), positions.slice(n, 1), rotary(pairs, 22));
      alone.at(n).data().copyFrom(one.data());
      EAGER.reset();
    }
    assertThat(results)
        .hasSize(4)
        .allSatisfy(got -> assertThat(got).containsExactly(alone.toFloats()));
  }

  @Test
  void what_cannot_turn_is_refused() {
    double[] one = {1};
    refused(
        () -> Rotary.of(Rotary.Pairs.HALVES, new double[0], 1),
        "rotary: there must be a frequency; got none; leave the rotation out");
    refused(
        () -> Rotary.of(Rotary.Pairs.HALVES, new double[] {1, Double.NaN}, 1),
        "rotary: frequencies must be finite; got NaN at place 1; check base and scaling");
    refused(
        () -> Rotary.of(Rotary.Pairs.HALVES, one, Double.POSITIVE_INFINITY),
        "rotary: factor must be finite; got Infinity; give 1 for cosines and sines as they are");
  }

  private static void refused(Runnable body, String message) {
    assertThatThrownBy(body::run).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }

  @Test
  void what_it_is_made_of_cannot_be_changed() {
    double[] frequencies = {1, 0.5};
    Rotary rotary = Rotary.of(Rotary.Pairs.INTERLEAVED, frequencies, 1.25);
    frequencies[0] = 7;
    rotary.frequencies()[1] = 7;

    assertThat(rotary.frequencies()).containsExactly(1, 0.5);
    assertThat(rotary.rotated()).isEqualTo(4);
    assertThat(rotary.factor()).isEqualTo(1.25);
    assertThat(rotary.pairs()).isEqualTo(Rotary.Pairs.INTERLEAVED);
  }
}
