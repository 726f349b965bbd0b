package io.blick.core.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.blick.core.Uniform;
import io.blick.core.attention.AttentionCall;
import io.blick.core.attention.AttentionOptions;
import io.blick.core.attention.AttentionProbe;
import io.blick.core.attention.AttentionSite;
import io.blick.core.attention.Cuts;
import io.blick.core.attention.Mask;
import io.blick.core.attention.SoftCap;
import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The cuts of the caller's options and those of a probe add up. */
class ProbeCutsTest {
  private static final Parallel PARALLEL = new Parallel(2);
  private static final int B = 2;
  private static final int T = 13;
  private static final int S = 211;
  private static final int H = 3;
  private static final int D = 5;

  private final Uniform uniform = new Uniform(41);
  private final Tensor q = uniform.tensor(B, T, H, D);
  private final Tensor k = uniform.tensor(B, S, H, D);
  private final Tensor v = uniform.tensor(B, S, H, D);
  private final AttentionOptions full = AttentionOptions.full(D);

  @AfterAll
  static void close() {
    PARALLEL.close();
  }

  /** Cuts, and keeps the call. */
  private record Cutting(Cuts own, List<AttentionCall> calls) implements AttentionProbe {
    @Override
    public void attended(AttentionCall call) {
      calls.add(call.copy());
    }

    @Override
    public Cuts cuts(AttentionSite site) {
      return own;
    }
  }

  private AttentionCall seen(AttentionOptions options, Cuts own) {
    List<AttentionCall> calls = new ArrayList<>();
    try (EagerOps ops = EagerOps.on(PARALLEL, new Cutting(own, calls))) {
      ops.attention(AttentionSite.encoder(0), q, k, v, options);
    }
    return calls.getFirst();
  }

  private float[] unseen(AttentionOptions options) {
    try (EagerOps ops = EagerOps.on(PARALLEL)) {
      return ops.attention(AttentionSite.encoder(0), q, k, v, options).toFloats();
    }
  }

  private static List<Cuts.Edge> edges(long seed, int count) {
    SplittableRandom random = new SplittableRandom(seed);
    return IntStream.range(0, count)
        .mapToObj(_ -> new Cuts.Edge(
            random.nextInt(B), random.nextInt(H), random.nextInt(T), random.nextInt(S)))
        .toList();
  }

  @ParameterizedTest
  @EnumSource(Cuts.Rest.class)
  void a_probe_that_only_looks_leaves_the_callers_cuts(Cuts.Rest rest) {
    AttentionOptions cut = full.withCuts(Cuts.of(rest, edges(3, 97)));

    AttentionCall call = seen(cut, Cuts.none());

    assertThat(call.output().toFloats()).containsExactly(unseen(cut));
    assertThat(call.options()).isEqualTo(cut);
    for (Cuts.Edge edge : cut.cuts().edges()) {
      assertThat(call.weights(edge.b(), edge.head(), edge.query())[edge.key()]).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource(Cuts.Rest.class)
  void a_probes_cuts_are_those_of_a_caller(Cuts.Rest rest) {
    Cuts cuts = Cuts.of(rest, edges(5, 89));

    AttentionCall call = seen(full, cuts);

    assertThat(call.output().toFloats()).containsExactly(unseen(full.withCuts(cuts)));
    assertThat(call.options().cuts()).isEqualTo(cuts);
  }

  @ParameterizedTest
  @EnumSource(Cuts.Rest.class)
  void cuts_of_one_kind_from_both_are_those_of_all_edges_together(Cuts.Rest rest) {
    List<Cuts.Edge> callers = edges(7, 61);
    List<Cuts.Edge> probes = edges(11, 67);
    List<Cuts.Edge> all = new ArrayList<>(callers);
    all.addAll(probes);

    AttentionCall call = seen(full.withCuts(Cuts.of(rest, callers)), Cuts.of(rest, probes));

    assertThat(call.output().toFloats()).containsExactly(unseen(full.withCuts(Cuts.of(rest, all))));
  }

  @Test
  void masks_scale_and_cap_stay_with_every_probe() {
    Tensor bias = uniform.tensor(1, H, T, S);
    AttentionOptions own = full.withMask(
            Mask.causal().and(Mask.padding(S, 199)).and(Mask.bias(bias)))
        .withCap(SoftCap.at(3))
        .withScale(0.7f)
        .withCuts(Cuts.of(Cuts.Rest.KEPT, edges(13, 31)));

    assertThat(seen(own, Cuts.none()).output().toFloats()).containsExactly(unseen(own));
  }

  /**
   * An edge of either kind, or of both: against float64, which renormalizes without what is masked
   * and then drops the rest. Weights err by far less than 2⁻¹⁷ at these sizes (AttentionBound), and
   * values are below 2.
   */
  @Test
  void cuts_of_both_kinds_give_what_the_obvious_twin_gives() {
    for (long seed = 1; seed < 40; seed++) {
      Cuts callers = Cuts.of(kind(seed), edges(seed, (int) (seed * 7)));
      List<Cuts.Edge> some = new ArrayList<>(edges(100 + seed, 83));
      some.addAll(callers.edges().subList(0, callers.edges().size() / 2));
      Cuts probes = Cuts.of(kind(seed / 2), some);
      AttentionOptions both = full.withCuts(callers.and(probes));
      double[] exact =
          new ReferenceOps().attention(AttentionSite.encoder(0), q, k, v, both).toDoubles();

      AttentionCall call = seen(full.withCuts(callers), probes);

      float[] got = call.output().toFloats();
      for (int i = 0; i < exact.length; i++) {
        assertThat((double) got[i]).as("seed %d", seed).isCloseTo(exact[i], within(0x1p-16));
      }
      for (Cuts.Edge edge : both.cuts().edges()) {
        assertThat(call.weights(edge.b(), edge.head(), edge.query())[edge.key()])
            .isZero();
      }
    }
  }

  private static Cuts.Rest kind(long seed) {
    return seed % 2 == 0 ? Cuts.Rest.KEPT : Cuts.Rest.RENORMALIZED;
  }

  @Test
  void a_probe_that_silences_leaves_the_callers_cuts_of_other_heads() {
    AttentionOptions cut = full.withCuts(Cuts.of(Cuts.Rest.RENORMALIZED, edges(17, 101)));
    float[] wanted = unseen(cut);
    for (int row = 0; row < B * T; row++) {
      java.util.Arrays.fill(wanted, row * H * D, row * H * D + D, 0);
    }
    AttentionProbe silencing = new AttentionProbe() {
      @Override
      public void attended(AttentionCall call) {}

      @Override
      public boolean silences(AttentionSite site, int head) {
        return head == 0;
      }
    };

    try (EagerOps ops = EagerOps.on(PARALLEL, silencing)) {
      assertThat(ops.attention(AttentionSite.encoder(0), q, k, v, cut).toFloats())
          .containsExactly(wanted);
    }
  }
}
