package io.blick.core.attention;

import static org.assertj.core.api.Assertions.assertThat;

import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.Tensor;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** A value that is NaN or infinite spoils the queries that may look at it, and no other. */
class HiddenValuesTest {
  private static final int CONFIGURATIONS = 60;
  private static final float[] SPECIAL = {
    Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY
  };
  private static final Parallel PARALLEL = new Parallel(2);

  private final Attention attention = new Attention(PARALLEL);

  @AfterAll
  static void close() {
    PARALLEL.close();
  }

  @Test
  void each_query_gives_what_it_gives_alone_without_the_values_that_are_hidden_from_it() {
    int spoilt = 0;
    for (long seed = 1; seed <= CONFIGURATIONS; seed++) {
      var random = new SplittableRandom(seed);
      Configuration c = StatisticsTest.cut(Configuration.of(seed));
      for (int n = 0; n < 1 + random.nextInt(5); n++) {
        long at = random.nextLong(c.v().count());
        c.v().data().set(ValueLayout.JAVA_FLOAT, 4 * at, SPECIAL[random.nextInt(3)]);
      }
      Attention.Attended all = attention.attend(c.q(), c.k(), c.v(), c.options());
      for (int n = 0; n < 20; n++) {
        int b = random.nextInt(c.q().size(0));
        int h = random.nextInt(c.q().size(2));
        int t = random.nextInt(c.q().size(1));
        float[] row = all.output().at(b).at(t).at(h).toFloats();
        // Which NaN it is is not promised; toString knows only one.
        assertThat(row).as(c.toString()).containsExactly(alone(c, b, h, t));
        spoilt += finite(row) ? 0 : 1;
      }
    }
    assertThat(spoilt).isGreaterThan(CONFIGURATIONS);
  }

  private float[] alone(Configuration c, int b, int h, int t) {
    Tensor v = c.v().copy();
    int keyHeads = v.size(2);
    int keyHead = h / (c.q().size(2) / keyHeads);
    int queries = c.q().size(1);
    int keys = v.size(1);
    int dim = v.size(3);
    for (int s = 0; s < keys; s++) {
      boolean hidden = !c.options().mask().shows(b, h, t, s, queries, keys)
          || c.options().cuts().contains(b, h, t, s);
      for (int d = 0; d < dim && hidden; d++) {
        long at = (((long) b * keys + s) * keyHeads + keyHead) * dim + d;
        v.data().set(ValueLayout.JAVA_FLOAT, 4 * at, 0);
      }
    }
    Cuts own = Cuts.none();
    for (Cuts.Rest rest : Cuts.Rest.values()) {
      List<Cuts.Edge> edges = c.options().cuts().edges(rest).stream()
          .filter(edge -> edge.b() == b && edge.query() == t)
          .map(edge -> new Cuts.Edge(0, edge.head(), 0, edge.key()))
          .toList();
      own = own.and(Cuts.of(rest, edges));
    }
    AttentionOptions options = c.options().withCuts(own);
    Configuration without = new Configuration(c.seed(), c.q(), c.k(), v, options);
    return Excerpt.of(without, b, t, t + 1)
        .attend(attention)
        .output()
        .at(0)
        .at(0)
        .at(h)
        .toFloats();
  }

  private static boolean finite(float[] row) {
    boolean finite = true;
    for (float value : row) {
      finite &= Float.isFinite(value);
    }
    return finite;
  }
}
