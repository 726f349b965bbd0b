package io.blick.core.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.blick.core.tensor.DType;
import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.ShapeException;
import io.blick.core.tensor.Tensor;
import java.lang.foreign.ValueLayout;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The statistics of a pass equal those of its weights, computed again one row at a time. */
class StatisticsTest {
  private static final int CONFIGURATIONS = Boolean.getBoolean("blick.soak") ? 2000 : 36;
  private static final List<Parallel> THREADS = List.of(new Parallel(1), new Parallel(3));

  private final Attention attention = new Attention(THREADS.getFirst());
  private final Attention onThreads = new Attention(THREADS.getLast());

  @AfterAll
  static void close() {
    THREADS.forEach(Parallel::close);
  }

  @Test
  void every_statistic_is_what_the_weights_say_and_leaves_the_pass_as_it_is() {
    for (long seed = 1; seed <= CONFIGURATIONS; seed++) {
      Configuration c = cut(Configuration.of(seed));
      Tensor set = set(seed, c);
      Alignment alignment = Alignment.at((int) (seed % 13) - 5);
      Gathered got = Gathered.of(attention, c, alignment, set);

      Attention.Attended plain = attention.attend(c.q(), c.k(), c.v(), c.options());
      assertThat(got.call().output().toFloats())
          .as(c.toString())
          .containsExactly(plain.output().toFloats());
      new Twin(c, got).check(alignment, set);
    }
  }

  @Test
  void threads_and_company_change_no_bit() {
    for (long seed = 1; seed <= CONFIGURATIONS; seed++) {
      Configuration c = cut(Configuration.of(seed));
      Tensor set = set(seed, c);
      Gathered one = Gathered.of(attention, c, Alignment.topLeft(), set);
      Gathered three = Gathered.of(onThreads, c, Alignment.topLeft(), set);

      for (int i = 0; i < one.all().size(); i++) {
        assertThat(bits(three.all().get(i)))
            .as(c.toString())
            .isEqualTo(bits(one.all().get(i)));
      }
    }
  }

  @Test
  void a_query_alone_on_the_keys_that_it_sees_gives_the_same_bits() {
    var random = new SplittableRandom(7);
    int keys = 3203;
    int dim = 13;
    Tensor k = Configuration.normal(random, 1, 1, keys, 2, dim);
    Tensor v = Configuration.normal(random, 1, 1, keys, 2, 16);
    Tensor q = Configuration.normal(random, 2, 1, 71, 4, dim);
    Tensor set = Tensor.zeros(DType.BOOL, 1, keys);
    Configuration all = new Configuration(0, q, k, v, AttentionOptions.causal(dim));
    Gathered whole = Gathered.of(onThreads, all, Alignment.bottomRight(), set);
    for (int t : new int[] {0, 1, 30, 63, 64, 70}) {
      int seen = keys - 70 + t;
      Configuration own = new Configuration(
          0, rows(q, t, 1), rows(k, 0, seen), rows(v, 0, seen), AttentionOptions.causal(dim));
      Gathered alone =
          Gathered.of(attention, own, Alignment.bottomRight(), Tensor.zeros(DType.BOOL, 1, seen));
      for (int i = 0; i < whole.ofRows().size(); i++) {
        for (int h = 0; h < 4; h++) {
          assertThat(alone.ofRows().get(i).get(h))
              .isEqualTo(whole.ofRows().get(i).get(h * 71L + t));
        }
      }
    }
  }

  @Test
  void of_heads_that_are_not_meant_nothing_is_written() {
    Configuration c = Configuration.of(3);
    int heads = c.q().size(2);
    Tensor nats = Tensor.zeros(c.q().size(0), heads, c.q().size(1));
    Tensor mass = Tensor.zeros(c.q().size(0), heads, c.k().size(1));
    nats.data().fill((byte) 0x41);
    mass.data().fill((byte) 0x41);
    float before = (float) nats.get(0);
    Statistics last = Statistics.of(new Statistic.Entropy(nats), new Statistic.Received(mass))
        .ofHeads(h -> h == heads - 1);

    Attention.Attended plain = attention.attend(c.q(), c.k(), c.v(), c.options());
    attention.attend(c.q(), c.k(), c.v(), c.options(), plain.output(), plain.lse(), last);

    for (int h = 0; h < heads; h++) {
      boolean meant = h == heads - 1;
      assertThat(nats.at(0).at(h).get(0) != before).isEqualTo(meant);
      assertThat(mass.at(0).at(h).get(0) != before).isEqualTo(meant);
    }
  }

  @Test
  void a_destination_of_the_wrong_size_or_type_is_named() {
    Tensor x = Tensor.zeros(2, 5, 3, 7);
    Tensor output = Tensor.zeros(2, 5, 3, 7);
    Tensor lse = Tensor.zeros(2, 3, 5);
    AttentionOptions options = AttentionOptions.full(7);

    assertThatThrownBy(() -> attention.attend(
            x,
            x,
            x,
            options,
            output,
            lse,
            Statistics.of(new Statistic.Entropy(Tensor.zeros(2, 3, 11)))))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("axis T is 5 in q but 11 in statistic");
    assertThatThrownBy(() -> attention.attend(
            x, x, x, options, output, lse, Statistics.of(new Statistic.Largest(lse, lse))))
        .hasMessageContaining("keys of the largest weights");
    assertThatThrownBy(() -> attention.attend(
            x,
            x,
            x,
            options,
            output,
            lse,
            Statistics.of(new Statistic.Mass(Tensor.zeros(DType.BOOL, 3, 5), lse))))
        .hasMessageContaining("a set of keys must be BOOL(2 or 1, 5)");
  }

  /** Every third configuration without some of its edges. */
  static Configuration cut(Configuration c) {
    if (c.seed() % 3 != 0) {
      return c;
    }
    var random = new SplittableRandom(c.seed());
    Cuts.Rest rest = random.nextBoolean() ? Cuts.Rest.KEPT : Cuts.Rest.RENORMALIZED;
    List<Cuts.Edge> edges = IntStream.range(0, 1 + random.nextInt(40))
        .mapToObj(_ -> new Cuts.Edge(
            random.nextInt(c.q().size(0)),
            random.nextInt(c.q().size(2)),
            random.nextInt(c.q().size(1)),
            random.nextInt(c.k().size(1))))
        .toList();
    return new Configuration(
        c.seed(), c.q(), c.k(), c.v(), c.options().withCuts(Cuts.of(rest, edges)));
  }

  private static Tensor set(long seed, Configuration c) {
    var random = new SplittableRandom(seed);
    int batch = random.nextBoolean() ? 1 : c.q().size(0);
    Tensor set = Tensor.zeros(DType.BOOL, batch, c.k().size(1));
    for (long i = 0; i < set.count(); i++) {
      set.data().set(ValueLayout.JAVA_BYTE, i, (byte) random.nextInt(2));
    }
    return set;
  }

  private static List<Integer> bits(Tensor x) {
    return IntStream.range(0, Math.toIntExact(x.count()))
        .mapToObj(i -> x.data().get(ValueLayout.JAVA_INT_UNALIGNED, 4L * i))
        .toList();
  }

  private static Tensor rows(Tensor x, int from, int count) {
    float[] values = new float[count * x.size(2) * x.size(3)];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) x.get((long) from * x.size(2) * x.size(3) + i);
    }
    return Tensor.of(values, 1, count, x.size(2), x.size(3));
  }

  /** The obvious way: all weights of a row, and what follows from them in float64. */
  private record Twin(Configuration c, Gathered got) {
    void check(Alignment alignment, Tensor set) {
      int heads = c.q().size(2);
      int queries = c.q().size(1);
      int keys = c.k().size(1);
      for (int b = 0; b < c.q().size(0); b++) {
        for (int h = 0; h < heads; h++) {
          double[] received = new double[keys];
          for (int t = 0; t < queries; t++) {
            float[] weights = got.call().weights(b, h, t);
            row(b, h, t, weights, alignment.position(t, queries, keys), set);
            for (int s = 0; s < keys; s++) {
              received[s] += weights[s];
            }
          }
          for (int s = 0; s < keys; s++) {
            // Each weight errs by some units of its last place, and so does each of the sums.
            double most = (queries + 64) * 0x1p-24 * received[s] + queries * 0x1p-126;
            close(got.received().at(b).at(h).get(s), received[s], most);
          }
        }
      }
    }

    private void row(int b, int h, int t, float[] weights, long position, Tensor set) {
      double entropy = 0;
      double distance = 0;
      double mass = 0;
      double norm = 0;
      int setRow = set.size(0) == 1 ? 0 : b;
      for (int s = 0; s < weights.length; s++) {
        double w = weights[s];
        entropy -= w == 0 ? 0 : w * StrictMath.log(w);
        distance += w * Math.abs(position - s);
        mass += set.get((long) setRow * weights.length + s) != 0 ? w : 0;
        norm += w == 0 ? 0 : w * norm(b, h, s);
      }
      double unit = (weights.length + 64) * 0x1p-24;
      check(got.entropy(), b, h, t, entropy, unit * (1 + StrictMath.log(weights.length)));
      check(got.distance(), b, h, t, distance, unit * (1 + distance));
      check(got.mass(), b, h, t, mass, unit * (1 + mass));
      check(got.norm(), b, h, t, norm, unit * (1 + norm));
      top(b, h, t, weights);
    }

    private double norm(int b, int h, int s) {
      int keyHead = h / (c.q().size(2) / c.k().size(2));
      double sum = 0;
      for (float value : c.v().at(b).at(s).at(keyHead).toFloats()) {
        sum += (double) value * value;
      }
      return Math.sqrt(sum);
    }

    private void check(Tensor result, int b, int h, int t, double wanted, double most) {
      close(result.at(b).at(h).get(t), wanted, most);
    }

    /** Asserts, but quickly: there are millions. */
    private void close(double got, double wanted, double most) {
      if (!(Math.abs(got - wanted) <= most)) {
        assertThat(got).as(c.toString()).isCloseTo(wanted, within(most));
      }
    }

    /** By scores, of which equal weights may be made. */
    private void top(int b, int h, int t, float[] weights) {
      float[] scores = got.call().scores(b, h, t);
      int[] order = IntStream.range(0, weights.length)
          .filter(s -> scores[s] != Float.NEGATIVE_INFINITY)
          .filter(s -> !c.options().cuts().contains(b, h, t, s))
          .boxed()
          .sorted(Comparator.comparingDouble(s -> -scores[s]))
          .mapToInt(s -> s)
          .toArray();
      for (int n = 0; n < Gathered.COUNT; n++) {
        int key = n < order.length ? order[n] : -1;
        float weight = key < 0 ? 0 : weights[key];
        assertThat((int) got.topKeys().at(b).at(h).at(t).get(n))
            .as(c.toString())
            .isEqualTo(key);
        assertThat((float) got.top().at(b).at(h).at(t).get(n)).as(c.toString()).isEqualTo(weight);
      }
      int largest = order.length == 0 ? -1 : order[0];
      assertThat((int) got.largestKeys().at(b).at(h).get(t)).isEqualTo(largest);
      assertThat((float) got.largest().at(b).at(h).get(t))
          .isEqualTo(largest < 0 ? 0 : weights[largest]);
    }
  }
}
