package io.blick.core.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blick.core.Uniform;
import io.blick.core.attention.AttentionCall;
import io.blick.core.attention.AttentionOptions;
import io.blick.core.attention.AttentionProbe;
import io.blick.core.attention.AttentionSite;
import io.blick.core.attention.Cuts;
import io.blick.core.attention.KvSource;
import io.blick.core.attention.Mask;
import io.blick.core.attention.Statistics;
import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.Sequences;
import io.blick.core.tensor.Tensor;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What operations gave is theirs until the scope ends, the reset or the close: then it says so. */
class ResultsEndTest {
  private static final Parallel PARALLEL = new Parallel(2);
  private static final AttentionOptions OPTIONS = AttentionOptions.full(5);
  private static final Sequences RAGGED = Sequences.of(4, 3);

  private static final Rotary ROTARY = RotaryTest.rotary(Rotary.Pairs.INTERLEAVED, 4);

  private final Uniform uniform = new Uniform(37);
  private final Tensor x = uniform.tensor(7, 15);
  private final Tensor q = uniform.tensor(7, 3, 5);
  private final Linear layer = Linear.of(uniform.tensor(11, 15), uniform.tensor(11));
  private final LayerNorm norm = new LayerNorm(uniform.tensor(15), uniform.tensor(15), 1e-5f);

  @AfterAll
  static void close() {
    PARALLEL.close();
  }

  /** Every operation, by itself. */
  private List<Function<EagerOps, Tensor>> operations() {
    Tensor one = q.view(1, 7, 3, 5);
    return List.of(
        ops -> ops.linear(x, layer),
        ops -> ops.add(x, x),
        ops -> ops.multiply(x, x),
        ops -> ops.scale(x, 2),
        ops -> ops.softCap(x, 2),
        ops -> ops.layerNorm(x, norm),
        ops -> ops.rmsNorm(x, new RmsNorm(norm.gain(), 1)),
        ops -> ops.rotate(q, Tensor.of(new int[] {0, 1, 2, 3, 4, 5, 6}, 7), ROTARY),
        ops -> ops.gelu(x, Gelu.ERF),
        ops -> ops.relu(x),
        ops -> ops.silu(x),
        ops -> ops.tanh(x),
        ops -> ops.softmax(x),
        ops -> ops.unit(x),
        ops -> ops.embedding(Tensor.of(new int[] {3, 0}, 2), Embedding.of(x)),
        ops -> ops.gather(x, Tensor.of(new int[] {3, 0}, 2)),
        ops -> ops.mean(x, RAGGED),
        ops -> ops.attention(AttentionSite.encoder(0), one, one, one, OPTIONS),
        ops -> ops.attention(
            AttentionSite.encoder(0), q, RAGGED, new KvSource.Fresh(q, q, RAGGED), OPTIONS),
        ops -> ops.splitHeads(ops.relu(x), 3),
        ops -> ops.joinHeads(ops.relu(q)),
        ops -> ops.rows(ops.relu(q)),
        ops -> ops.scoped(() -> x));
  }

  @Test
  void a_result_ends_with_the_reset_and_with_its_scope() {
    try (EagerOps ops = EagerOps.on(PARALLEL)) {
      for (Function<EagerOps, Tensor> operation : operations()) {
        Tensor loose = operation.apply(ops);
        List<Tensor> inner = new ArrayList<>();
        Tensor kept = ops.scoped(() -> {
          inner.add(operation.apply(ops));
          return inner.getFirst();
        });
        float[] numbers = loose.toFloats();

        assertThat(kept.toFloats()).containsExactly(numbers);
        ended(inner.getFirst()::toFloats);
        ops.reset();
        ended(loose::toFloats);
        ended(kept::toFloats);
      }
    }
  }

  private static void ended(ThrowingCallable read) {
    assertThatThrownBy(read)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("tensor: it must be read before its memory is used again; got F32(")
        .hasMessageEndingWith(
            " after the reset, or the end of the scope, that freed it; keep a" + " copy()");
  }

  @Test
  void an_ended_argument_is_said_with_its_name() {
    try (EagerOps ops = EagerOps.on(PARALLEL);
        EagerOps other = EagerOps.on(PARALLEL)) {
      Tensor gone = other.relu(x);
      Tensor heads = other.relu(q);
      other.reset();

      refused(() -> ops.linear(gone, layer), "linear: x", gone);
      refused(() -> ops.add(x, gone), "add: b", gone);
      refused(() -> ops.multiply(x, gone), "multiply: b", gone);
      refused(() -> ops.rotate(heads, Tensor.zeros(7), ROTARY), "rotate: x", heads);
      refused(() -> ops.softmax(gone), "softmax: x", gone);
      refused(() -> ops.rows(gone), "rows: x", gone);
      refused(
          () -> ops.attention(
              AttentionSite.encoder(0), q, RAGGED, new KvSource.Fresh(heads, q, RAGGED), OPTIONS),
          "attention: k",
          heads);
      refused(() -> ops.scoped(() -> gone), "scoped: the result of body", gone);
      refused(() -> Linear.of(gone, Tensor.zeros(7)).packed(), "linear: weight", gone);
      refused(() -> new ReferenceOps().add(gone, x), "add: a", gone);
      refused(() -> new ReferenceOps().unit(gone), "unit: x", gone);
    }
  }

  private static void refused(ThrowingCallable operation, String what, Tensor gone) {
    assertThatThrownBy(operation)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(what + " must be read before its memory is used again; got " + gone
            + " after the reset, or the end of the scope, that freed it; keep a copy()");
  }

  @Test
  void a_reset_within_a_scope_is_refused_and_a_close_is_said() {
    EagerOps ops = EagerOps.on(PARALLEL);

    assertThatThrownBy(() -> ops.scoped(() -> {
          ops.reset();
          return x;
        }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("ops: reset() must be called outside of scopes; got a call within 1; leave"
            + " them first");
    assertThatCode(ops::reset).doesNotThrowAnyException();
    assertThatThrownBy(() -> ops.scoped(() -> {
          ops.close();
          return x;
        }))
        .hasMessage("ops: they must be open; got a call after close(); make others");
  }

  @Test
  void a_call_that_a_probe_kept_is_over_when_the_probe_returns() {
    List<AttentionCall> kept = new ArrayList<>();
    List<AttentionCall> copies = new ArrayList<>();
    List<Tensor> asked = new ArrayList<>();
    AttentionProbe keeping = new Keeping(kept, copies, asked);
    try (EagerOps ops = EagerOps.on(PARALLEL, keeping)) {
      Tensor output = ops.attention(
          AttentionSite.encoder(0), q, RAGGED, new KvSource.Fresh(q, q, RAGGED), OPTIONS);

      AttentionCall call = kept.getLast();
      lentOut(() -> call.q().get(0));
      lentOut(() -> call.k().toFloats());
      lentOut(() -> call.v().copy());
      lentOut(() -> call.output().data());
      lentOut(() -> call.lse().at(0));
      lentOut(() -> call.weights(0, 0));
      lentOut(() -> call.weights(0, 0, 0));
      lentOut(() -> call.weight(0, 0, 0, 0));
      lentOut(() -> call.dots(0, 0, 0));
      lentOut(call::copy);
      lentOut(() -> asked.getFirst().toFloats());
      // What the pass goes on with is not lent.
      assertThat(copies.getLast().output().toFloats())
          .containsExactly(output.slice(4, 3).toFloats());
      assertThat(copies.getLast().weights(0, 2)[2]).hasSize(3);
    }
  }

  private static void lentOut(ThrowingCallable read) {
    assertThatThrownBy(read)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(" must be read before the call of the probe ends; got F32(1, ")
        .hasMessageEndingWith(" after the call of the probe; keep call.copy()");
  }

  /** Keeps what it sees, longer than it may. */
  private record Keeping(List<AttentionCall> calls, List<AttentionCall> copies, List<Tensor> asked)
      implements AttentionProbe {
    @Override
    public void attended(AttentionCall call) {
      calls.add(call);
      copies.add(call.copy());
    }

    @Override
    public Statistics statistics(AttentionSite site, int sequence, Tensor q, Tensor k) {
      asked.add(k);
      return Statistics.none();
    }
  }

  @Test
  void an_attention_that_is_refused_keeps_nothing() {
    AttentionOptions padded = OPTIONS.withMask(Mask.padding(3, 4));
    AttentionProbe failing = _ -> {
      throw new IllegalArgumentException("no");
    };
    for (EagerOps ops : List.of(EagerOps.on(PARALLEL), EagerOps.on(PARALLEL, failing))) {
      long first = ops.relu(x).data().address();
      ops.reset();

      for (int n = 0; n < 3; n++) {
        assertThatThrownBy(() -> ops.attention(
                AttentionSite.encoder(0), q, RAGGED, new KvSource.Fresh(q, q, RAGGED), padded))
            .isInstanceOf(IllegalArgumentException.class);
      }
      assertThatThrownBy(() -> ops.attention(
              AttentionSite.encoder(0),
              q,
              RAGGED,
              new KvSource.Fresh(q, q, RAGGED),
              OPTIONS.withCuts(Cuts.of(Cuts.Rest.KEPT, edge()))))
          .isInstanceOf(IllegalArgumentException.class);

      assertThat(ops.relu(x).data().address()).isEqualTo(first);
      ops.close();
    }
  }

  /** An edge of a second batch entry, which a sequence does not have. */
  private static Cuts.Edge edge() {
    return new Cuts.Edge(1, 0, 0, 0);
  }

  @Test
  @Timeout(60)
  void a_view_of_a_foreign_tensor_does_not_keep_it_alive() throws InterruptedException {
    try (EagerOps ops = EagerOps.on(PARALLEL)) {
      WeakReference<Tensor> foreign = viewed(ops);

      while (foreign.get() != null) {
        System.gc();
        Thread.sleep(10);
      }
    }
  }

  private static WeakReference<Tensor> viewed(EagerOps ops) {
    Tensor foreign = Tensor.zeros(7, 15);
    ops.splitHeads(foreign, 3);
    ops.rows(foreign);
    return new WeakReference<>(foreign);
  }
}
