package io.blick.core.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.blick.core.Uniform;
import io.blick.core.attention.AttentionCall;
import io.blick.core.attention.AttentionOptions;
import io.blick.core.attention.AttentionProbe;
import io.blick.core.attention.AttentionSite;
import io.blick.core.attention.Cuts;
import io.blick.core.attention.KvSource;
import io.blick.core.attention.Statistic;
import io.blick.core.attention.Statistics;
import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.Sequences;
import io.blick.core.tensor.ShapeException;
import io.blick.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Sequences of different lengths in one tensor are computed as each is alone. */
class SequencesTest {
  private static final Parallel PARALLEL = new Parallel(2);
  private static final Sequences SEQUENCES = Sequences.of(7, 1, 211, 2, 67);
  private static final AttentionOptions OPTIONS = AttentionOptions.full(13);

  private final Uniform uniform = new Uniform(29);
  private final Tensor q = uniform.tensor(288, 6, 13);
  private final Tensor k = uniform.tensor(288, 3, 13);
  private final Tensor v = uniform.tensor(288, 3, 11);

  @AfterAll
  static void close() {
    PARALLEL.close();
  }

  private static Tensor alone(Tensor x, int sequence) {
    Tensor rows = SEQUENCES.rows(x, sequence);
    return rows.view(1, rows.size(0), rows.size(1), rows.size(2));
  }

  @Test
  void each_has_the_bits_that_it_has_alone() {
    for (AttentionOptions options : List.of(OPTIONS, AttentionOptions.causal(13))) {
      try (EagerOps ops = EagerOps.on(PARALLEL)) {
        Tensor together = ops.attention(
            AttentionSite.encoder(0), q, SEQUENCES, new KvSource.Fresh(k, v, SEQUENCES), options);

        assertThat(together.sizes()).containsExactly(288, 6, 11);
        for (int i = 0; i < SEQUENCES.count(); i++) {
          Tensor one = ops.attention(
              AttentionSite.encoder(0), alone(q, i), alone(k, i), alone(v, i), options);
          assertThat(SEQUENCES.rows(together, i).toFloats()).containsExactly(one.toFloats());
        }
      }
    }
  }

  @Test
  void they_are_near_the_reference() {
    try (EagerOps ops = EagerOps.on(PARALLEL);
        ReferenceOps exact = new ReferenceOps()) {
      Tensor got = ops.attention(
          AttentionSite.encoder(0), q, SEQUENCES, new KvSource.Fresh(k, v, SEQUENCES), OPTIONS);

      Tensor expected = exact.attention(
          AttentionSite.encoder(0), q, SEQUENCES, new KvSource.Fresh(k, v, SEQUENCES), OPTIONS);
      for (int i = 0; i < got.count(); i++) {
        // 211 keys of values below 1: as many roundings, of weights too.
        assertThat(got.get(i)).isCloseTo(expected.get(i), within(2 * 211 * 0x1p-24));
      }
    }
  }

  @Test
  void a_probe_sees_one_after_another_in_each_layer() {
    List<String> heard = new ArrayList<>();
    List<Tensor> entropies = new ArrayList<>();
    AttentionProbe probe = new AttentionProbe() {
      @Override
      public void attended(AttentionCall call) {
        heard.add("%d-%d %s".formatted(call.site().layer(), call.sequence(), call.q()));
      }

      @Override
      public Statistics statistics(AttentionSite site, int sequence, Tensor asked, Tensor keys) {
        heard.add("%d-%d?".formatted(site.layer(), sequence));
        entropies.add(Tensor.zeros(1, 6, asked.size(1)));
        return Statistics.of(new Statistic.Entropy(entropies.getLast()));
      }

      @Override
      public Cuts cuts(AttentionSite site) {
        return Cuts.none();
      }
    };
    try (EagerOps ops = EagerOps.on(PARALLEL, probe)) {
      Sequences two = Sequences.of(281, 7);
      ops.attention(AttentionSite.encoder(0), q, two, new KvSource.Fresh(k, v, two), OPTIONS);
      ops.attention(AttentionSite.encoder(1), q, two, new KvSource.Fresh(k, v, two), OPTIONS);
    }

    assertThat(heard)
        .containsExactly(
            "0-0?",
            "0-0 F32(1, 281, 6, 13)",
            "0-1?",
            "0-1 F32(1, 7, 6, 13)",
            "1-0?",
            "1-0 F32(1, 281, 6, 13)",
            "1-1?",
            "1-1 F32(1, 7, 6, 13)");
    assertThat(entropies.get(1).toFloats()).doesNotContain(0);
  }

  @Test
  void a_cut_edge_is_cut_in_each() {
    Cuts cuts = Cuts.of(Cuts.Rest.RENORMALIZED, new Cuts.Edge(0, 5, 0, 0));
    try (EagerOps ops = EagerOps.on(PARALLEL)) {
      Tensor cut = ops.attention(
          AttentionSite.encoder(0),
          q,
          SEQUENCES,
          new KvSource.Fresh(k, v, SEQUENCES),
          OPTIONS.withCuts(cuts));

      for (int i = 0; i < SEQUENCES.count(); i++) {
        Tensor one = ops.attention(
            AttentionSite.encoder(0),
            alone(q, i),
            alone(k, i),
            alone(v, i),
            OPTIONS.withCuts(cuts));
        assertThat(SEQUENCES.rows(cut, i).toFloats()).containsExactly(one.toFloats());
      }
    }
  }

  @Test
  void no_sequence_is_empty() {
    assertThatThrownBy(() -> Sequences.of(3, 0))
        .isInstanceOf(ShapeException.class)
        .hasMessage("sequences: each length must be at least 1; got [3, 0]");
    assertThat(Sequences.of().rows()).isZero();
    assertThat(Sequences.of().longest()).isZero();
    assertThat(Sequences.of(3, 5))
        .isEqualTo(Sequences.of(3, 5))
        .hasSameHashCodeAs(Sequences.of(3, 5));
    assertThat(Sequences.of(3, 5)).isNotEqualTo(Sequences.of(5, 3));
  }

  @Test
  void a_slice_lies_on_the_outermost_axis() {
    assertThat(v.slice(3, 2).toFloats())
        .startsWith(v.at(3).toFloats())
        .endsWith(v.at(4).toFloats());
    assertThatThrownBy(() -> v.slice(287, 2))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessage("tensor: a slice must lie on the outermost axis of F32(288, 3, 11);"
            + " got 2 from 287 on");
  }
}
