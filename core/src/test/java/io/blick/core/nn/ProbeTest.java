package io.blick.core.nn;

import static org.assertj.core.api.Assertions.assertThat;

import io.blick.core.Uniform;
import io.blick.core.attention.AttentionCall;
import io.blick.core.attention.AttentionOptions;
import io.blick.core.attention.AttentionProbe;
import io.blick.core.attention.AttentionSite;
import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** A probe sees every attention of a pass in order, and may silence heads of it. */
class ProbeTest {
  private static final Parallel PARALLEL = new Parallel(2);
  private static final AttentionOptions OPTIONS = AttentionOptions.full(5);

  private final Uniform uniform = new Uniform(23);
  private final Tensor q = uniform.tensor(2, 7, 3, 5);
  private final Tensor k = uniform.tensor(2, 11, 3, 5);
  private final Tensor v = uniform.tensor(2, 11, 3, 13);

  @AfterAll
  static void close() {
    PARALLEL.close();
  }

  /** Writes down what it hears, and silences one head of one layer. */
  private static final class Diary implements AttentionProbe {
    private final List<String> heard = new ArrayList<>();
    private final List<AttentionCall> calls = new ArrayList<>();
    private final AttentionSite silencedSite;
    private final int silencedHead;

    Diary() {
      this(AttentionSite.cross(17), 0);
    }

    Diary(AttentionSite silencedSite, int silencedHead) {
      this.silencedSite = silencedSite;
      this.silencedHead = silencedHead;
    }

    @Override
    public void attended(AttentionCall call) {
      heard.add("%s %d".formatted(call.site().kind(), call.site().layer()));
      calls.add(call.copy());
    }

    @Override
    public boolean silences(AttentionSite site, int head) {
      heard.add("%s %d-%d?".formatted(site.kind(), site.layer(), head));
      return site.equals(silencedSite) && head == silencedHead;
    }
  }

  @Test
  void it_is_asked_for_each_head_and_then_sees_the_call_site_by_site() {
    Diary diary = new Diary();
    try (EagerOps ops = EagerOps.on(PARALLEL, diary)) {
      ops.attention(AttentionSite.decoder(1), q, k, v, OPTIONS);
      ops.attention(AttentionSite.cross(1), q, k, v, OPTIONS);
    }

    assertThat(diary.heard)
        .containsExactly(
            "DECODER 1-0?",
            "DECODER 1-1?",
            "DECODER 1-2?",
            "DECODER 1",
            "CROSS 1-0?",
            "CROSS 1-1?",
            "CROSS 1-2?",
            "CROSS 1");
  }

  @Test
  void it_sees_what_went_in_and_came_out() {
    Diary diary = new Diary();
    float[] output;
    try (EagerOps ops = EagerOps.on(PARALLEL, diary)) {
      output = ops.attention(AttentionSite.encoder(4), q, k, v, OPTIONS).toFloats();
    }

    AttentionCall call = diary.calls.getFirst();
    assertThat(call.site()).isEqualTo(AttentionSite.encoder(4));
    assertThat(call.q().toFloats()).containsExactly(q.toFloats());
    assertThat(call.k().toFloats()).containsExactly(k.toFloats());
    assertThat(call.v().toFloats()).containsExactly(v.toFloats());
    assertThat(call.output().toFloats()).containsExactly(output);
    assertThat(call.output().sizes()).containsExactly(2, 7, 3, 13);
    assertThat(call.lse().sizes()).containsExactly(2, 3, 7);
    assertThat(call.options()).isEqualTo(OPTIONS);
  }

  @Test
  void looking_changes_no_bit() {
    try (EagerOps seen = EagerOps.on(PARALLEL, _ -> {});
        EagerOps alone = EagerOps.on(PARALLEL)) {

      assertThat(seen.attention(AttentionSite.encoder(0), q, k, v, OPTIONS).toFloats())
          .containsExactly(
              alone.attention(AttentionSite.encoder(0), q, k, v, OPTIONS).toFloats());
    }
  }

  @Test
  void a_silenced_head_gives_zeros_and_no_other_changes() {
    Diary diary = new Diary(AttentionSite.encoder(1), 2);
    try (EagerOps silenced = EagerOps.on(PARALLEL, diary);
        EagerOps plain = EagerOps.on(PARALLEL)) {
      Tensor expected = plain.attention(AttentionSite.encoder(1), q, k, v, OPTIONS);

      Tensor got = silenced.attention(AttentionSite.encoder(1), q, k, v, OPTIONS);
      Tensor otherLayer = silenced.attention(AttentionSite.encoder(0), q, k, v, OPTIONS);
      Tensor otherKind = silenced.attention(AttentionSite.cross(1), q, k, v, OPTIONS);

      for (int b = 0; b < 2; b++) {
        for (int t = 0; t < 7; t++) {
          assertThat(got.at(b).at(t).at(2).toFloats()).hasSize(13).containsOnly(0);
          for (int h = 0; h < 2; h++) {
            assertThat(got.at(b).at(t).at(h).toFloats())
                .containsExactly(expected.at(b).at(t).at(h).toFloats());
          }
        }
      }
      assertThat(otherLayer.toFloats()).containsExactly(expected.toFloats());
      assertThat(otherKind.toFloats()).containsExactly(expected.toFloats());
      assertThat(diary.calls.getFirst().output().toFloats()).containsExactly(got.toFloats());
    }
  }

  @Test
  void a_silenced_heads_weights_can_still_be_asked_for() {
    Diary silencing = new Diary(AttentionSite.encoder(0), 1);
    Diary looking = new Diary();
    try (EagerOps silenced = EagerOps.on(PARALLEL, silencing);
        EagerOps plain = EagerOps.on(PARALLEL, looking)) {
      silenced.attention(AttentionSite.encoder(0), q, k, v, OPTIONS);
      plain.attention(AttentionSite.encoder(0), q, k, v, OPTIONS);
    }

    assertThat(silencing.calls.getFirst().weights(1, 1, 6))
        .containsExactly(looking.calls.getFirst().weights(1, 1, 6));
    assertThat(silencing.calls.getFirst().lse().toFloats())
        .containsExactly(looking.calls.getFirst().lse().toFloats());
  }

  @Test
  void a_head_without_values_can_be_silenced() {
    Tensor nothing = Tensor.zeros(2, 11, 3, 0);
    try (EagerOps ops = EagerOps.on(PARALLEL, new Diary(AttentionSite.encoder(0), 0))) {

      assertThat(ops.attention(AttentionSite.encoder(0), q, k, nothing, OPTIONS).sizes())
          .containsExactly(2, 7, 3, 0);
    }
  }
}
