package io.blick.core.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blick.core.Uniform;
import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.ShapeException;
import io.blick.core.tensor.Tensor;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Edges of attention can be taken out, and nothing else changes. */
class CutsTest {
  private static final Parallel PARALLEL = new Parallel(2);
  private static final int T = 67;
  private static final int S = 131;
  private static final int H = 3;
  private static final int D = 17;

  private final Uniform uniform = new Uniform(5);
  private final Attention attention = new Attention(PARALLEL);
  private final Tensor q = uniform.tensor(2, T, H, D);
  private final Tensor k = uniform.tensor(2, S, H, D);
  private final Tensor v = uniform.tensor(2, S, H, D);
  private final AttentionOptions options = AttentionOptions.causal(D);

  @AfterAll
  static void close() {
    PARALLEL.close();
  }

  private static Cuts.Edge[] edges() {
    return new Cuts.Edge[] {
      new Cuts.Edge(0, 0, 5, 2), new Cuts.Edge(0, 0, 5, 61), new Cuts.Edge(1, 2, 66, 130)
    };
  }

  @ParameterizedTest
  @EnumSource(Cuts.Rest.class)
  void weights_and_output_are_those_of_the_obvious_twin(Cuts.Rest rest) {
    for (long seed = 3; seed <= 99; seed += 3) {
      Configuration c = StatisticsTest.cut(Configuration.of(seed));
      AttentionOptions cut =
          c.options().withCuts(Cuts.of(rest, c.options().cuts().edges()));
      Attention.Attended got = attention.attend(c.q(), c.k(), c.v(), cut);
      Attention.Attended exact = ReferenceAttention.attend(c.q(), c.k(), c.v(), cut);

      double most = bound(c);
      for (long i = 0; i < exact.output().count(); i++) {
        assertThat(Math.abs(got.output().get(i) - exact.output().get(i)))
            .as(c.toString())
            .isLessThan(most);
      }
    }
  }

  /**
   * The bound of {@link AttentionBound}, with the largest of all rows in place of each row's own: a
   * score has D + 2 roundings of Σ|q k| · scale, by three of the soft cap's and one of the table's
   * sum; the powers by twice the range of the scores; both sums by a block's keys. A weight that is
   * left out leaves out the same term above and below, or above only.
   */
  private static double bound(Configuration c) {
    double magnitude = magnitude(c);
    double scores = magnitude + largestTable(c);
    int blocks = 1 + c.k().size(1) / QueryBlock.KEYS;
    double roundings = (c.q().size(3) + 2) * magnitude
        + 4 * scores
        + 2 * 2 * scores
        + 2 * (1 + blocks)
        + QueryBlock.KEYS
        + 2 * blocks
        + 1;
    return StrictMath.expm1(2 * roundings * 0x1p-24) * largest(c.v());
  }

  private static double magnitude(Configuration c) {
    int dim = c.q().size(3);
    double most = 0;
    float[] queries = c.q().toFloats();
    float[] keys = c.k().toFloats();
    for (int t = 0; t < queries.length; t += dim) {
      for (int s = 0; s < keys.length; s += dim) {
        double terms = 0;
        for (int d = 0; d < dim; d++) {
          terms += Math.abs((double) queries[t + d] * keys[s + d]);
        }
        most = Math.max(most, terms * c.options().scale());
      }
    }
    return most;
  }

  private static double largestTable(Configuration c) {
    double most = 0;
    for (int b = 0; b < c.q().size(0); b++) {
      for (int h = 0; h < c.q().size(2); h++) {
        for (int t = 0; t < c.q().size(1); t++) {
          for (int s = 0; s < c.k().size(1); s++) {
            double added = Math.abs(c.options().mask().tables(b, h, t, s));
            most = added == Double.POSITIVE_INFINITY ? most : Math.max(most, added);
          }
        }
      }
    }
    return most;
  }

  private static double largest(Tensor v) {
    double most = 0;
    for (float value : v.toFloats()) {
      most = Math.max(most, Math.abs(value));
    }
    return most;
  }

  @ParameterizedTest
  @EnumSource(Cuts.Rest.class)
  void rows_without_a_cut_keep_their_bits(Cuts.Rest rest) {
    Attention.Attended whole = attention.attend(q, k, v, options);
    Attention.Attended cut = attention.attend(q, k, v, options.withCuts(Cuts.of(rest, edges())));

    for (int row = 0; row < 2 * T * H; row++) {
      int h = row % H;
      int t = row / H % T;
      int b = row / H / T;
      boolean isCut = Arrays.stream(edges())
          .anyMatch(edge -> edge.b() == b && edge.head() == h && edge.query() == t);
      assertThat(Arrays.equals(
              cut.output().at(b).at(t).at(h).toFloats(),
              whole.output().at(b).at(t).at(h).toFloats()))
          .isEqualTo(!isCut);
    }
  }

  @Test
  void the_other_weights_grow_to_one_or_stay() {
    Attention.Attended whole = attention.attend(q, k, v, options);
    AttentionCall before = new AttentionCall(
        AttentionSite.encoder(0), 0, q, k, v, whole.output(), whole.lse(), options);
    for (Cuts.Rest rest : Cuts.Rest.values()) {
      AttentionOptions without = options.withCuts(Cuts.of(rest, edges()));
      Attention.Attended cut = attention.attend(q, k, v, without);
      AttentionCall call =
          new AttentionCall(AttentionSite.encoder(0), 0, q, k, v, cut.output(), cut.lse(), without);

      float[] weights = call.weights(0, 0, 5);
      float[] uncut = before.weights(0, 0, 5);

      assertThat(weights[2]).isZero();
      assertThat(weights[61]).isZero();
      switch (rest) {
        case RENORMALIZED -> {
          float factor = weights[3] / uncut[3];
          assertThat(factor).isGreaterThan(1);
          assertThat(IntStream.range(0, S).mapToDouble(s -> weights[s]).sum())
              .isCloseTo(1, org.assertj.core.api.Assertions.within((S + 8) * 0x1p-24));
        }
        case KEPT -> assertThat(weights[3]).isEqualTo(uncut[3]);
      }
    }
  }

  @Test
  void a_query_all_of_whose_edges_are_cut_gives_zeros() {
    Cuts.Edge[] all =
        IntStream.range(0, S).mapToObj(s -> new Cuts.Edge(1, 1, 13, s)).toArray(Cuts.Edge[]::new);

    Attention.Attended cut =
        attention.attend(q, k, v, options.withCuts(Cuts.of(Cuts.Rest.RENORMALIZED, all)));
    Attention.Attended kept =
        attention.attend(q, k, v, options.withCuts(Cuts.of(Cuts.Rest.KEPT, all)));

    assertThat(cut.output().at(1).at(13).at(1).toFloats()).containsOnly(0);
    assertThat(cut.lse().at(1).at(1).get(13)).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(kept.output().at(1).at(13).at(1).toFloats()).containsOnly(0);
    assertThat(kept.lse().at(1).at(1).get(13))
        .isEqualTo(attention.attend(q, k, v, options).lse().at(1).at(1).get(13));
  }

  @ParameterizedTest
  @EnumSource(Cuts.Rest.class)
  void the_value_behind_a_cut_edge_has_no_influence(Cuts.Rest rest) {
    AttentionOptions without = options.withCuts(Cuts.of(rest, edges()));
    float[] clean =
        attention.attend(q, k, v, without).output().at(0).at(5).at(0).toFloats();
    Tensor spoilt = v.copy();
    spoilt.data().set(ValueLayout.JAVA_FLOAT, (61L * H * D + 3) * Float.BYTES, Float.NaN);

    Tensor output = attention.attend(q, k, spoilt, without).output();

    assertThat(output.at(0).at(5).at(0).toFloats()).containsExactly(clean);
    assertThat(output.at(0).at(6).at(0).get(3)).isNaN();
  }

  @Test
  void an_edge_that_is_not_there_is_named() {
    AttentionOptions without = options.withCuts(Cuts.of(Cuts.Rest.KEPT, new Cuts.Edge(0, 3, 0, 0)));

    assertThatThrownBy(() -> attention.attend(q, k, v, without))
        .isInstanceOf(ShapeException.class)
        .hasMessage("attention: a cut must lie inside B=2, H=3, T=67, S=131;"
            + " got Edge[b=0, head=3, query=0, key=0]");
  }

  @Test
  void joined_cuts_are_the_same_in_either_order_and_mask_what_either_masks() {
    Cuts masked = Cuts.of(Cuts.Rest.RENORMALIZED, edges());
    Cuts kept = Cuts.of(Cuts.Rest.KEPT, new Cuts.Edge(0, 0, 5, 2), new Cuts.Edge(1, 1, 3, 7));

    Cuts joined = masked.and(kept);

    assertThat(joined).isEqualTo(kept.and(masked)).hasSameHashCodeAs(kept.and(masked));
    assertThat(joined.edges(Cuts.Rest.RENORMALIZED)).containsExactly(edges());
    assertThat(joined.edges(Cuts.Rest.KEPT)).containsExactly(new Cuts.Edge(1, 1, 3, 7));
    assertThat(joined.edges()).hasSize(4);
    assertThat(joined)
        .hasToString(
            "RENORMALIZED " + masked.edges() + ", KEPT [Edge[b=1, head=1, query=3, key=7]]");
    assertThat(masked.and(Cuts.none())).isSameAs(masked);
    assertThat(Cuts.none().and(masked)).isSameAs(masked);
    assertThat(Cuts.of(Cuts.Rest.KEPT)).isEqualTo(Cuts.none()).hasToString("no cuts");
  }

  @Test
  void edges_side_by_side_have_hash_codes_of_their_own() {
    long different = IntStream.range(0, 12 * 90 * 90)
        .map(n -> new Cuts.Edge(0, n / 8100, n / 90 % 90, n % 90).hashCode())
        .distinct()
        .count();

    // Of so many random numbers of 32 bits one or two are alike.
    assertThat(different).isGreaterThan(12 * 90 * 90 - 50);
  }

  @Test
  void an_edge_that_is_named_twice_is_cut_once() {
    Cuts cuts = Cuts.of(Cuts.Rest.KEPT, new Cuts.Edge(0, 1, 2, 3), new Cuts.Edge(0, 1, 2, 3));

    assertThat(cuts.edges()).containsExactly(new Cuts.Edge(0, 1, 2, 3));
  }

  /** By edges, these would take minutes: a limit for what grows with the square. */
  @ParameterizedTest
  @EnumSource(Cuts.Rest.class)
  @Timeout(20)
  void very_many_edges_take_no_more_than_their_number(Cuts.Rest rest) {
    int queries = 499;
    Tensor x = uniform.tensor(1, queries, 2, 3);
    List<Cuts.Edge> edges = new ArrayList<>();
    for (int n = queries * queries - 1; n >= 0; n--) {
      if (n % 7 != 0) {
        edges.add(new Cuts.Edge(0, 1, n / queries, n % queries));
      }
    }
    AttentionOptions cut = AttentionOptions.full(3).withCuts(Cuts.of(rest, edges));

    Attention.Attended got = attention.attend(x, x, x, cut);

    assertThat(cut.cuts().edges()).hasSameSizeAs(edges);
    AttentionCall call =
        new AttentionCall(AttentionSite.encoder(0), 0, x, x, x, got.output(), got.lse(), cut);
    for (int t = 0; t < queries; t += 83) {
      float[] weights = call.weights(0, 1, t);
      for (int s = 0; s < queries; s++) {
        assertThat(weights[s] > 0).isEqualTo((t * queries + s) % 7 == 0);
      }
    }
  }

  @Test
  @Timeout(60)
  void joining_one_edge_at_a_time_to_many_does_not_sort_them_again() {
    List<Cuts.Edge> many = new ArrayList<>();
    for (int n = 0; n < 252_300; n++) {
      many.add(new Cuts.Edge(0, n % 3, n / 3 % 290, n / 870));
    }
    Cuts joined = Cuts.of(Cuts.Rest.KEPT, many);

    for (int n = 0; n < 211; n++) {
      joined = joined.and(Cuts.of(Cuts.Rest.KEPT, new Cuts.Edge(1, 0, 0, n)));
    }

    assertThat(joined.edges()).hasSize(252_300 + 211).isSortedAccordingTo(CutRows::compare);
  }

  @Test
  void an_edge_that_is_null_is_said() {
    assertThatThrownBy(() -> Cuts.of(Cuts.Rest.KEPT, Arrays.asList(edges()[0], null)))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("cuts: each edge must be one; got null among them");
  }
}
