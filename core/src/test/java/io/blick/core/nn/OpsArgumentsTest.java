package io.blick.core.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blick.core.attention.AttentionCall;
import io.blick.core.attention.AttentionOptions;
import io.blick.core.attention.AttentionProbe;
import io.blick.core.attention.AttentionSite;
import io.blick.core.attention.Cuts;
import io.blick.core.attention.KvSource;
import io.blick.core.tensor.DType;
import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.Sequences;
import io.blick.core.tensor.Tensor;
import io.blick.core.weight.Weight;
import java.lang.foreign.Arena;
import java.util.function.Consumer;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Arguments that are not there, or whose memory is not, are told alike by all operations. */
@NullUnmarked
class OpsArgumentsTest {
  private static final Parallel PARALLEL = new Parallel(2);
  private static final EagerOps EAGER = EagerOps.on(PARALLEL);
  private static final Ops REFERENCE = new ReferenceOps();
  private static final AttentionOptions OPTIONS = AttentionOptions.full(5);
  private static final Tensor X = Tensor.zeros(2, 3);
  private static final Tensor Q = Tensor.zeros(1, 7, 3, 5);
  private static final Linear LAYER = Linear.of(Tensor.zeros(5, 3), Tensor.zeros(5));

  @AfterAll
  static void close() {
    EAGER.close();
    PARALLEL.close();
  }

  private static void missing(String name, Consumer<Ops> operation) {
    for (Ops ops : new Ops[] {EAGER, REFERENCE}) {
      assertThatThrownBy(() -> operation.accept(ops))
          .isInstanceOf(NullPointerException.class)
          .hasMessage(name + " must not be null");
    }
  }

  @Test
  void a_null_argument_is_named() {
    missing("linear: x", ops -> ops.linear(null, LAYER));
    missing("linear: layer", ops -> ops.linear(X, null));
    missing("linear: activation", ops -> ops.linear(X, LAYER, null));
    missing("add: a", ops -> ops.add(null, X));
    missing("add: b", ops -> ops.add(X, null));
    missing("multiply: a", ops -> ops.multiply(null, X));
    missing("multiply: b", ops -> ops.multiply(X, null));
    missing("scale: x", ops -> ops.scale(null, 2));
    missing("softCap: x", ops -> ops.softCap(null, 2));
    missing("rmsNorm: x", ops -> ops.rmsNorm(null, new RmsNorm(X, 1)));
    missing("rmsNorm: norm", ops -> ops.rmsNorm(X, null));
    missing("rmsNorm: gain", _ -> new RmsNorm(null, 1));
    missing("layerNorm: x", ops -> ops.layerNorm(null, new LayerNorm(X, X, 1)));
    missing("layerNorm: norm", ops -> ops.layerNorm(X, null));
    missing("layerNorm: gain", _ -> new LayerNorm(null, X, 1));
    missing("layerNorm: bias", _ -> new LayerNorm(X, null, 1));
    missing("linear: weight", _ -> Linear.of((Tensor) null, X));
    missing("linear: weight", _ -> Linear.of((Weight) null));
    missing("linear: bias", _ -> Linear.of(X, null));
    missing("gelu: x", ops -> ops.gelu(null, Gelu.ERF));
    missing("gelu: kind", ops -> ops.gelu(X, null));
    missing("relu: x", ops -> ops.relu(null));
    missing("silu: x", ops -> ops.silu(null));
    missing("tanh: x", ops -> ops.tanh(null));
    missing("softmax: x", ops -> ops.softmax(null));
    missing("unit: x", ops -> ops.unit(null));
    missing("embedding: ids", ops -> ops.embedding(null, Embedding.of(X)));
    missing("embedding: table", ops -> ops.embedding(X, null));
    missing("embedding: table", _ -> Embedding.of(null));
    missing("embedding: table", _ -> new Embedding(null));
    missing("gather: x", ops -> ops.gather(null, X));
    missing("gather: rows", ops -> ops.gather(X, null));
    missing("mean: x", ops -> ops.mean(null, Sequences.of(2)));
    missing("mean: sequences", ops -> ops.mean(X, null));
    missing("splitHeads: x", ops -> ops.splitHeads(null, 3));
    missing("joinHeads: x", ops -> ops.joinHeads(null));
    missing("rows: x", ops -> ops.rows(null));
    missing("scoped: body", ops -> ops.scoped(null));
    missing("scoped: the result of body", ops -> ops.scoped(() -> null));
  }

  @Test
  void a_null_argument_of_a_rotation_is_named() {
    Rotary rotary = RotaryTest.rotary(Rotary.Pairs.HALVES, 2);
    Tensor heads = X.view(2, 1, 3);
    Tensor positions = Tensor.zeros(DType.I32, 2);
    missing("rotate: x", ops -> ops.rotate(null, positions, rotary));
    missing("rotate: positions", ops -> ops.rotate(heads, null, rotary));
    missing("rotate: rotary", ops -> ops.rotate(heads, positions, null));
    missing("rotary: pairs", _ -> Rotary.of(null, new double[1], 1));
    missing("rotary: frequencies", _ -> Rotary.of(Rotary.Pairs.HALVES, null, 1));
    missing("rotary: scaling", _ -> Rotary.of(Rotary.Pairs.HALVES, 2, 10_000, null));
    missing("rotary: ends", _ -> new RotaryScaling.Yarn(4, 2048, 32, 1, null, 1));
  }

  @Test
  void a_null_argument_of_attention_is_named() {
    missing("attention: site", ops -> ops.attention(null, Q, Q, Q, OPTIONS));
    missing("attention: q", ops -> ops.attention(AttentionSite.encoder(0), null, Q, Q, OPTIONS));
    missing("attention: k", ops -> ops.attention(AttentionSite.encoder(0), Q, null, Q, OPTIONS));
    missing("attention: v", ops -> ops.attention(AttentionSite.encoder(0), Q, Q, null, OPTIONS));
    missing("attention: options", ops -> ops.attention(AttentionSite.encoder(0), Q, Q, Q, null));
    Tensor rows = Q.at(0);
    Sequences one = Sequences.of(rows.size(0));
    var source = new KvSource.Fresh(rows, rows, one);
    AttentionSite site = AttentionSite.cross(0);
    missing("attention: site", ops -> ops.attention(null, rows, one, source, OPTIONS));
    missing("attention: q", ops -> ops.attention(site, null, one, source, OPTIONS));
    missing("attention: queries", ops -> ops.attention(site, rows, null, source, OPTIONS));
    missing("attention: source", ops -> ops.attention(site, rows, one, null, OPTIONS));
    missing("attention: options", ops -> ops.attention(site, rows, one, source, null));
    missing("attention: k", _ -> new KvSource.Fresh(null, rows, one));
    missing("attention: v", _ -> new KvSource.Fresh(rows, null, one));
    missing("attention: sequences", _ -> new KvSource.Fresh(rows, rows, null));
    missing("ops: parallel", _ -> EagerOps.on(null));
    missing("ops: probe", _ -> EagerOps.on(PARALLEL, null));
    missing("ops: probe", _ -> EagerOps.allCores(null));
  }

  @Test
  void what_a_probe_must_give_is_named() {
    AttentionProbe nothing = new AttentionProbe() {
      @Override
      public void attended(AttentionCall call) {}

      @Override
      public Cuts cuts(AttentionSite site) {
        return null;
      }
    };
    try (EagerOps ops = EagerOps.on(PARALLEL, nothing)) {
      assertThatThrownBy(() -> ops.attention(AttentionSite.encoder(0), Q, Q, Q, OPTIONS))
          .isInstanceOf(NullPointerException.class)
          .hasMessage("attention: the cuts of the probe must not be null");
    }
  }

  @Test
  void memory_of_a_closed_arena_is_said_of_the_argument() {
    Tensor gone = gone();
    Tensor heads = gone.view(1, 7, 3, 5);
    Linear weights = Linear.of(gone.view(35, 3), Tensor.zeros(35));
    closed("linear: weight", weights.weight().stored(), ops -> ops.linear(X, weights));
    closed("add: a", gone, ops -> ops.add(gone, gone));
    closed("relu: x", gone, ops -> ops.relu(gone));
    closed("multiply: b", gone, ops -> ops.multiply(Tensor.zeros(7, 15), gone));
    Tensor gain = gone.view(105);
    closed("rmsNorm: gain", gain, ops -> ops.rmsNorm(Tensor.zeros(105), new RmsNorm(gain, 1)));
    Tensor ids = Tensor.of(new int[] {0}, 1);
    Embedding table = Embedding.of(gone);
    closed("embedding: table", gone, ops -> ops.embedding(ids, table));
    closed("gather: x", gone, ops -> ops.gather(gone, ids));
    closed("mean: x", gone, ops -> ops.mean(gone, Sequences.of(7)));
    closed(
        "attention: v",
        heads,
        ops -> ops.attention(AttentionSite.encoder(0), Q, Q, heads, OPTIONS));
    closed("splitHeads: x", gone, ops -> ops.splitHeads(gone, 3));
    closed("scoped: the result of body", gone, ops -> ops.scoped(() -> gone));
  }

  private static void closed(String what, Tensor gone, Consumer<Ops> operation) {
    for (Ops ops : new Ops[] {EAGER, REFERENCE}) {
      assertThatThrownBy(() -> operation.accept(ops))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage(what + " must be read while its arena is open; got " + gone
              + " after the arena was closed; keep a copy()");
    }
  }

  private static Tensor gone() {
    try (Arena arena = Arena.ofConfined()) {
      return Tensor.allocate(arena, DType.F32, 7, 15);
    }
  }

  @Test
  void confined_memory_is_refused_where_several_threads_compute() {
    try (Arena arena = Arena.ofConfined();
        Parallel one = new Parallel(1);
        EagerOps alone = EagerOps.on(one)) {
      Tensor x = Tensor.allocate(arena, DType.F32, 2, 3);

      assertThatThrownBy(() -> EAGER.relu(x))
          .isInstanceOf(WrongThreadException.class)
          .hasMessage("relu: x must be memory that every thread may read, since several compute;"
              + " got F32(2, 3) of a confined arena; use Arena.ofShared() or Arena.ofAuto()");
      assertThatThrownBy(() -> EAGER.linear(x, LAYER))
          .isInstanceOf(WrongThreadException.class)
          .hasMessageStartingWith("linear: x must be memory that every thread may read");
      assertThat(alone.relu(x).toFloats()).containsOnly(0);
      assertThat(REFERENCE.relu(x).toFloats()).containsOnly(0);
    }
  }
}
