package io.blick.lens.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blick.core.attention.AttentionCall;
import io.blick.core.attention.AttentionSite;
import io.blick.core.attention.Statistic;
import io.blick.core.attention.Statistics;
import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.Tensor;
import io.blick.lens.run.BatchedPasses;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A layer that attends across before it attends to its own pieces is one layer still. */
class TwoSitesTest {
  private static final GroupedModel MODEL = new GroupedModel(AttentionSite.Kind.DECODER);
  private static final Trace TRACE = Trace.of(MODEL, "Kat|ten som min");

  @Test
  void a_trace_has_the_layers_of_the_model_and_finds_each_call_by_its_site() {
    assertThat(TRACE.layers()).isEqualTo(3);
    assertThat(TRACE.heads()).isEqualTo(6);
    for (int layer = 0; layer < 3; layer++) {
      AttentionCall own = TRACE.attention(layer);
      AttentionCall across = TRACE.attention(AttentionSite.cross(layer));

      assertThat(own.site()).isEqualTo(AttentionSite.decoder(layer));
      assertThat(own.k().size(1)).isEqualTo(6);
      assertThat(across.site()).isEqualTo(AttentionSite.cross(layer));
      assertThat(across.k().size(1)).isEqualTo(GroupedModel.MEMORY);
      assertThat(TRACE.attention(AttentionSite.decoder(layer))).isSameAs(own);
      assertThat(TRACE.pieces(layer, 5)).hasDimensions(6, 6);
      assertThat(TRACE.pieces(layer, 5)[0]).containsExactly(1, 0, 0, 0, 0, 0);
    }
    assertThatThrownBy(() -> TRACE.attention(3))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessage("trace: the layer must be from 0 to 2; got 3");
  }

  @Test
  void a_site_that_the_model_has_not_is_named() {
    assertThatThrownBy(() -> TRACE.attention(AttentionSite.encoder(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("trace: the site must be one at which the model attends; got encoder, layer 2");
  }

  @Test
  void two_calls_at_one_site_are_refused() {
    AttentionCall call = TRACE.attention(1);

    assertThatThrownBy(() -> TracedCalls.of(MODEL, List.of(call, call)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "trace: grouped must attend once at each site; got two calls at decoder," + " layer 2");
  }

  @Test
  void passes_of_many_texts_show_what_attends_to_its_own_pieces() {
    List<AttentionSite> seen = new ArrayList<>();
    List<Tensor> norms = new ArrayList<>();
    try (Parallel threads = new Parallel(2);
        var passes = new BatchedPasses(threads, MODEL)) {
      passes.run(List.of(TRACE.encoding()), new BatchedPasses.Visitor() {
        @Override
        public void attended(int text, AttentionCall call) {
          seen.add(call.site());
        }

        @Override
        public Statistics statistics(int text) {
          norms.add(Tensor.zeros(1, 6, 6));
          return Statistics.of(new Statistic.Entropy(norms.getLast()));
        }
      });
    }

    assertThat(seen)
        .containsExactly(
            AttentionSite.decoder(0), AttentionSite.decoder(1), AttentionSite.decoder(2));
    assertThat(norms).hasSize(3);
  }

  @Test
  void a_silenced_head_is_silent_where_it_attends_to_its_own_pieces_alone() {
    List<AttentionCall> calls = new ArrayList<>();
    Set<Head> silenced = Set.of(new Head(0, 2));
    try (Parallel threads = new Parallel(2);
        var passes = new BatchedPasses(threads, MODEL, silenced)) {
      passes.run(List.of(TRACE.encoding()), (_, call) -> calls.add(call.copy()));
    }

    // Were it silenced across too, the queries of the same layer would be others.
    assertThat(calls.getFirst().q().toFloats())
        .containsExactly(TRACE.attention(0).q().toFloats());
    assertThat(calls.getFirst().output().at(0).at(3).at(2).toFloats()).containsOnly(0);
    assertThat(calls.get(1).q().toFloats()).isNotEqualTo(TRACE.attention(1).q().toFloats());
  }
}
