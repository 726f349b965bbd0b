package io.blick.core.nn;

import io.blick.core.attention.Attention;
import io.blick.core.attention.AttentionCall;
import io.blick.core.attention.AttentionOptions;
import io.blick.core.attention.AttentionProbe;
import io.blick.core.kernel.Machine;
import io.blick.core.kernel.Memory;
import io.blick.core.kernel.OneCaller;
import io.blick.core.tensor.DType;
import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.Sequences;
import io.blick.core.tensor.Tensor;
import io.blick.core.tensor.Workspace;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Operations that are computed immediately, in float32, on all cores, in a reused workspace: a pass
 * that is repeated allocates nothing. The bits are the same for any number of threads and lanes
 * (docs/numerics.md).
 *
 * <p>An object serves one caller at a time: a call within a call, also by a probe, or a call of
 * another thread while a {@link #scoped scope} is open throws an IllegalStateException. Many
 * callers, each with an object of its own, may share a model and threads.
 */
public final class EagerOps implements Ops {
  private static final Rows.Row GELU_ERF = Rows::geluErf;
  private static final Rows.Row GELU_TANH = Rows::geluTanh;
  private static final Rows.Row RELU = Rows::relu;
  private static final Rows.Row SILU = Rows::silu;
  private static final Rows.Row TANH = Rows::tanh;
  private static final Rows.Row SOFTMAX = Rows::softmax;
  private static final Rows.Row UNIT = Rows::unit;

  private final OneCaller caller =
      new OneCaller("ops", "make an EagerOps for each caller: they may share a model and threads");
  private final Parallel parallel;
  private final boolean ownsThreads;
  private final @Nullable AttentionProbe probe;
  private final Workspace workspace = new Workspace();
  private final LinearProduct product;
  private final Attention attention;
  private final Rows rows;
  private final Rows.Sum sum = new Rows.Sum();
  private final Rows.Norm norm = new Rows.Norm();
  // Only the caller reads and writes it.
  private boolean closed;

  private EagerOps(Parallel parallel, boolean ownsThreads, @Nullable AttentionProbe probe) {
    this.parallel = parallel;
    this.ownsThreads = ownsThreads;
    this.probe = probe;
    this.product = new LinearProduct(parallel);
    this.attention = new Attention(parallel);
    this.rows = new Rows(parallel);
  }

  /** Returns operations on all cores. */
  public static EagerOps allCores() {
    return new EagerOps(Parallel.ofCores(), true, null);
  }

  /** Returns operations on all cores that show each attention to {@code probe}. */
  public static EagerOps allCores(AttentionProbe probe) {
    return new EagerOps(Parallel.ofCores(), true, probe);
  }

  /** Returns operations on threads that the caller closes. */
  public static EagerOps on(Parallel parallel) {
    return new EagerOps(parallel, false, null);
  }

  /** Returns operations on threads that the caller closes; each attention is shown to a probe. */
  public static EagerOps on(Parallel parallel, AttentionProbe probe) {
    return new EagerOps(parallel, false, probe);
  }

  /**
   * Returns how many floats this virtual machine computes at once: 16, 8, 4, or 1 without vectors.
   */
  public static int lanes() {
    return Machine.KERNELS.lanes();
  }

  @Override
  public Tensor linear(Tensor x, Linear layer) {
    return linear(x, layer, Activation.NONE);
  }

  @Override
  public Tensor linear(Tensor x, Linear layer, Activation activation) {
    Shapes.linear(x, layer);
    x.demand(DType.F32, "linear: x");
    layer.weight().demand(DType.F32, "linear: weight");
    layer.bias().demand(DType.F32, "linear: bias");
    int inputs = Shapes.width(x);
    int count = Shapes.rows(x);
    try (OneCaller.Call _ = begin()) {
      Tensor y = workspace.likeBut(x, layer.outputs());
      product.run(x, layer, activation, y, count, inputs);
      return y;
    }
  }

  @Override
  public Tensor add(Tensor a, Tensor b) {
    Shapes.add(a, b);
    a.demand(DType.F32, "add: a");
    b.demand(DType.F32, "add: b");
    try (OneCaller.Call _ = begin()) {
      return byRow(sum.of(b), a);
    }
  }

  @Override
  public Tensor layerNorm(Tensor x, LayerNorm layer) {
    Shapes.layerNorm(x, layer);
    layer.gain().demand(DType.F32, "layerNorm: gain");
    layer.bias().demand(DType.F32, "layerNorm: bias");
    x.demand(DType.F32, "layerNorm: x");
    try (OneCaller.Call _ = begin()) {
      return byRow(norm.of(layer), x);
    }
  }

  @Override
  public Tensor gelu(Tensor x, Gelu kind) {
    return switch (kind) {
      case ERF -> byRow("gelu: x", GELU_ERF, x);
      case TANH -> byRow("gelu: x", GELU_TANH, x);
    };
  }

  @Override
  public Tensor relu(Tensor x) {
    return byRow("relu: x", RELU, x);
  }

  @Override
  public Tensor silu(Tensor x) {
    return byRow("silu: x", SILU, x);
  }

  @Override
  public Tensor tanh(Tensor x) {
    return byRow("tanh: x", TANH, x);
  }

  @Override
  public Tensor softmax(Tensor x) {
    return byRow("softmax: x", SOFTMAX, x);
  }

  @Override
  public Tensor unit(Tensor x) {
    return byRow("unit: x", UNIT, x);
  }

  private Tensor byRow(String what, Rows.Row row, Tensor x) {
    x.demand(DType.F32, what);
    try (OneCaller.Call _ = begin()) {
      return byRow(row, x);
    }
  }

  private Tensor byRow(Rows.Row row, Tensor x) {
    Tensor y = workspace.like(x);
    rows.run(row, x, y);
    return y;
  }

  /** Begins a call; throws if another one runs, or after {@link #close}. */
  private OneCaller.Call begin() {
    OneCaller.Call call = caller.enter();
    if (closed) {
      call.close();
      throw afterClose();
    }
    return call;
  }

  private static IllegalStateException afterClose() {
    return new IllegalStateException(
        "ops: they must be open; got a call after close(); make others");
  }

  @Override
  public Tensor embedding(Tensor ids, Tensor table) {
    Shapes.embedding(ids, table);
    table.demand(DType.F32, "embedding: table");
    int width = Shapes.width(table);
    try (OneCaller.Call _ = begin()) {
      Tensor y = workspace.rowsOf(ids, width);
      for (int i = 0; i < ids.count(); i++) {
        long row = (long) ids.get(i);
        Memory.copy(table.data(), row * width, y.data(), (long) i * width, width);
      }
      return y;
    }
  }

  @Override
  public Tensor mean(Tensor x, Sequences sequences) {
    Shapes.mean(x, sequences);
    x.demand(DType.F32, "mean: x");
    int width = Shapes.width(x);
    try (OneCaller.Call _ = begin()) {
      Tensor y = workspace.take(sequences.count(), width);
      for (int b = 0; b < sequences.count(); b++) {
        long from = (long) sequences.start(b) * width;
        Means.mean(x.data(), from, sequences.length(b), width, y.data(), (long) b * width);
      }
      return y;
    }
  }

  @Override
  public Tensor attention(int layer, Tensor q, Tensor k, Tensor v, AttentionOptions options) {
    Shapes.attention(q, k, v);
    try (OneCaller.Call _ = begin()) {
      Tensor output = workspace.likeBut(q, Shapes.width(v));
      attend(layer, 0, q, k, v, options, output);
      return output;
    }
  }

  @Override
  public Tensor attention(
      int layer, Tensor q, Tensor k, Tensor v, Sequences sequences, AttentionOptions options) {
    Shapes.attention(q, k, v, sequences);
    try (OneCaller.Call _ = begin()) {
      Tensor output = workspace.likeBut(q, Shapes.width(v));
      for (int i = 0; i < sequences.count(); i++) {
        int start = sequences.start(i);
        int length = sequences.length(i);
        attend(
            layer,
            i,
            workspace.entry(q, start, length),
            workspace.entry(k, start, length),
            workspace.entry(v, start, length),
            options,
            workspace.entry(output, start, length));
      }
      return output;
    }
  }

  private void attend(
      int layer,
      int sequence,
      Tensor q,
      Tensor k,
      Tensor v,
      AttentionOptions options,
      Tensor output) {
    Tensor lse = workspace.take(q.size(0), q.size(2), q.size(1));
    if (probe == null) {
      attention.attend(q, k, v, options, output, lse);
    } else {
      AttentionOptions without = options.withCuts(options.cuts().and(probe.cuts(layer)));
      attention.attend(q, k, v, without, output, lse, probe.statistics(layer, sequence, q, k));
      silence(probe, layer, output);
      probe.attended(new AttentionCall(layer, sequence, q, k, v, output, lse, without));
    }
  }

  private static void silence(AttentionProbe probe, int layer, Tensor output) {
    int heads = output.size(2);
    int dim = output.size(3);
    for (int h = 0; h < heads; h++) {
      if (probe.silences(layer, h)) {
        for (long row = h; row * dim < output.count(); row += heads) {
          Memory.fill(output.data(), row * dim, dim, 0);
        }
      }
    }
  }

  @Override
  public Tensor splitHeads(Tensor x, int heads) {
    Shapes.splitHeads(x, heads);
    try (OneCaller.Call _ = begin()) {
      int dim = Shapes.width(x) / heads;
      return x.rank() == 2
          ? workspace.view(x, x.size(0), heads, dim)
          : workspace.view(x, x.size(0), x.size(1), heads, dim);
    }
  }

  @Override
  public Tensor joinHeads(Tensor x) {
    Shapes.joinHeads(x);
    try (OneCaller.Call _ = begin()) {
      return x.rank() == 3
          ? workspace.view(x, x.size(0), x.size(1) * x.size(2))
          : workspace.view(x, x.size(0), x.size(1), x.size(2) * x.size(3));
    }
  }

  @Override
  public Tensor rows(Tensor x) {
    try (OneCaller.Call _ = begin()) {
      return workspace.view(x, Shapes.rows(x), Shapes.width(x));
    }
  }

  @Override
  public Tensor scoped(Supplier<Tensor> body) {
    try (OneCaller.Call _ = caller.hold()) {
      if (closed) {
        throw afterClose();
      }
      Workspace.Mark mark = workspace.mark();
      boolean done = false;
      try {
        Tensor kept = body.get();
        done = true;
        return workspace.releaseBut(mark, kept);
      } finally {
        if (!done && !closed) {
          workspace.release(mark);
        }
      }
    }
  }

  /** Frees every result so far, so that the next pass uses the same memory. */
  public void reset() {
    try (OneCaller.Call _ = begin()) {
      workspace.release(Workspace.START);
    }
  }

  /** Frees all results, and ends the threads if they are its own. A second call does nothing. */
  @Override
  public void close() {
    try (OneCaller.Call _ = caller.enter()) {
      closed = true;
      workspace.close();
      if (ownsThreads) {
        parallel.close();
      }
    }
  }
}
