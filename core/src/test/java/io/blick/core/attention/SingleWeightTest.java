package io.blick.core.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.blick.core.tensor.Parallel;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One weight by itself is that of its row, whatever masks, caps and cuts there are. */
class SingleWeightTest {
  private static final double UNIT = 0x1p-24;

  /** Roundings of a sum of at most 1,637 weights: within sixteens, blocks and parts, and exps. */
  private static final int SUM = 64;

  private static AttentionCall call(Configuration drawn, AttentionOptions options) {
    try (Parallel parallel = new Parallel(2)) {
      Attention.Attended got =
          new Attention(parallel).attend(drawn.q(), drawn.k(), drawn.v(), options);
      return new AttentionCall(
          AttentionSite.encoder(0),
          0,
          drawn.q(),
          drawn.k(),
          drawn.v(),
          got.output(),
          got.lse(),
          options);
    }
  }

  private static Cuts cuts(Configuration drawn, Cuts.Rest rest) {
    var random = new SplittableRandom(drawn.seed());
    List<Cuts.Edge> edges = new ArrayList<>();
    for (int i = 0; i < 29; i++) {
      edges.add(new Cuts.Edge(
          random.nextInt(drawn.q().size(0)),
          random.nextInt(drawn.q().size(2)),
          random.nextInt(drawn.q().size(1)),
          random.nextInt(drawn.k().size(1))));
    }
    return Cuts.of(rest, edges);
  }

  @ParameterizedTest
  @EnumSource
  void one_weight_is_that_of_its_row_but_for_rounding(Cuts.Rest rest) {
    int compared = 0;
    for (int seed = 0; seed < 61; seed++) {
      Configuration drawn = Configuration.of(seed);
      AttentionCall call = call(drawn, drawn.options().withCuts(cuts(drawn, rest)));
      int rows = drawn.q().size(0) * drawn.q().size(1) * drawn.q().size(2);
      for (int i = 0; i < rows; i += 1 + rows / 13) {
        int b = i % drawn.q().size(0);
        int h = i / drawn.q().size(0) % drawn.q().size(2);
        compared += compare(drawn, call, b, h, i / drawn.q().size(0) / drawn.q().size(2));
      }
    }
    assertThat(compared).isGreaterThan(10_000);
  }

  private static int compare(Configuration drawn, AttentionCall call, int b, int h, int t) {
    float[] weights = call.weights(b, h, t);
    float[] scores = call.scores(b, h, t);
    float[] capped = call.capped(b, h, t);
    double lse = call.lse().at(b).at(h).get(t);
    for (int s = 0; s < weights.length; s++) {
      float weight = call.weight(b, h, t, s);
      if (weights[s] == 0) {
        // Hidden or cut, or too small to be a float: exactly nothing, or nearly.
        assertThat(weight).as("%s", drawn).isBetween(0f, Float.MIN_NORMAL);
      } else {
        // Scores and log-sum-exp are rounded, twice each, and so is what is taken from what.
        double exponent = 4 * (Math.abs(scores[s]) + Math.abs(capped[s]) + Math.abs(lse));
        double bound = weights[s] * UNIT * (SUM + exponent) + Float.MIN_NORMAL;
        assertThat((double) weight).as("%s", drawn).isCloseTo(weights[s], within(bound));
      }
    }
    return weights.length;
  }

  @Test
  void what_is_cut_weighs_exactly_nothing_and_what_is_kept_weighs_as_before() {
    // One whose first query sees a key.
    Configuration drawn = Configuration.of(4);
    var edge = new Cuts.Edge(0, 0, 0, firstSeen(call(drawn, drawn.options())));
    AttentionCall before = call(drawn, drawn.options());
    AttentionCall kept = call(drawn, drawn.options().withCuts(Cuts.of(Cuts.Rest.KEPT, edge)));

    assertThat(kept.weight(0, 0, 0, edge.key())).isZero();
    for (int s = 0; s < drawn.k().size(1); s++) {
      if (s != edge.key()) {
        assertThat(kept.weight(0, 0, 0, s)).isEqualTo(before.weight(0, 0, 0, s));
      }
    }
  }

  private static int firstSeen(AttentionCall call) {
    float[] weights = call.weights(0, 0, 0);
    int first = 0;
    while (weights[first] == 0) {
      first++;
    }
    return first;
  }
}
