package io.blick.core.nn;

import io.blick.core.attention.AttentionOptions;
import io.blick.core.attention.AttentionProbe;
import io.blick.core.attention.AttentionSite;
import io.blick.core.attention.KvSource;
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
 * that is repeated allocates no memory for numbers, only objects of about 150 bytes a result. The
 * bits are the same for any number of threads and lanes (docs/numerics.md).
 *
 * <p>A result may be read until the {@link #scoped scope} in which it was made ends, or else until
 * {@link #reset} or {@link #close}; afterwards it throws. An argument of an operation must be
 * memory that all its threads may read: not that of a confined arena, if there are several.
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
  private final Workspace workspace = new Workspace();
  private final LinearProduct product;
  private final WorkspaceAttention attention;
  private final Rows rows;
  private final Rows.Sum sum = new Rows.Sum();
  private final Rows.Norm norm = new Rows.Norm();
  // Only the caller reads and writes these.
  private boolean closed;
  private int scopes;

  private EagerOps(Parallel parallel, boolean ownsThreads, @Nullable AttentionProbe probe) {
    Shapes.present("ops: parallel", parallel);
    this.parallel = parallel;
    this.ownsThreads = ownsThreads;
    this.product = new LinearProduct(parallel);
    this.attention = new WorkspaceAttention(parallel, workspace, probe);
    this.rows = new Rows(parallel);
  }

  /** Returns operations on all cores. */
  public static EagerOps allCores() {
    return new EagerOps(Parallel.ofCores(), true, null);
  }

  /** Returns operations on all cores that show each attention to {@code probe}. */
  public static EagerOps allCores(AttentionProbe probe) {
    Shapes.present("ops: probe", probe);
    return new EagerOps(Parallel.ofCores(), true, probe);
  }

  /** Returns operations on threads that the caller closes. */
  public static EagerOps on(Parallel parallel) {
    return new EagerOps(parallel, false, null);
  }

  /** Returns operations on threads that the caller closes; each attention is shown to a probe. */
  public static EagerOps on(Parallel parallel, AttentionProbe probe) {
    Shapes.present("ops: probe", probe);
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
    Shapes.linear(x, layer, activation);
    demand("linear: x", x);
    parallel.demandReadable("linear: weight", layer.weight().stored());
    if (layer.bias().isPresent()) {
      parallel.demandReadable("linear: bias", layer.bias().orElseThrow());
    }
    int inputs = Shapes.width(x);
    int count = Shapes.rows(x);
    try (OneCaller.Call _ = begin()) {
      Tensor y = workspace.likeBut(x, layer.outputs());
      product.run(x, layer, activation, y, count, inputs);
      demandReadable(x, layer);
      return y;
    } catch (IllegalStateException e) {
      demandReadable(x, layer);
      throw e;
    }
  }

  private static void demandReadable(Tensor x, Linear layer) {
    x.demandReadable("linear: x");
    layer.demandReadable();
  }

  @Override
  public Tensor add(Tensor a, Tensor b) {
    Shapes.add(a, b);
    demand("add: a", a);
    demand("add: b", b);
    try (OneCaller.Call _ = begin()) {
      Tensor y = byRow("add: a", sum.of(b), a);
      b.demandReadable("add: b");
      return y;
    } catch (IllegalStateException e) {
      b.demandReadable("add: b");
      throw e;
    }
  }

  @Override
  public Tensor layerNorm(Tensor x, LayerNorm layer) {
    Shapes.layerNorm(x, layer);
    demand("layerNorm: gain", layer.gain());
    demand("layerNorm: bias", layer.bias());
    demand("layerNorm: x", x);
    try (OneCaller.Call _ = begin()) {
      Tensor y = byRow("layerNorm: x", norm.of(layer), x);
      demandReadable(layer);
      return y;
    } catch (IllegalStateException e) {
      demandReadable(layer);
      throw e;
    }
  }

  private static void demandReadable(LayerNorm layer) {
    layer.gain().demandReadable("layerNorm: gain");
    layer.bias().demandReadable("layerNorm: bias");
  }

  @Override
  public Tensor gelu(Tensor x, Gelu kind) {
    Shapes.present("gelu: kind", kind);
    return switch (kind) {
      case ERF -> alone("gelu: x", GELU_ERF, x);
      case TANH -> alone("gelu: x", GELU_TANH, x);
    };
  }

  @Override
  public Tensor relu(Tensor x) {
    return alone("relu: x", RELU, x);
  }

  @Override
  public Tensor silu(Tensor x) {
    return alone("silu: x", SILU, x);
  }

  @Override
  public Tensor tanh(Tensor x) {
    return alone("tanh: x", TANH, x);
  }

  @Override
  public Tensor softmax(Tensor x) {
    return alone("softmax: x", SOFTMAX, x);
  }

  @Override
  public Tensor unit(Tensor x) {
    return alone("unit: x", UNIT, x);
  }

  /** Computes a row of the result from the same row of the only argument. */
  private Tensor alone(String what, Rows.Row row, Tensor x) {
    Shapes.given(what, x);
    demand(what, x);
    try (OneCaller.Call _ = begin()) {
      return byRow(what, row, x);
    }
  }

  private Tensor byRow(String what, Rows.Row row, Tensor x) {
    Tensor y = workspace.like(x);
    try {
      rows.run(row, x, y);
    } catch (IllegalStateException e) {
      x.demandReadable(what);
      throw e;
    }
    // Another thread may have freed it meanwhile: then nobody may see what was computed.
    x.demandReadable(what);
    return y;
  }

  private void demand(String what, Tensor x) {
    x.demand(DType.F32, what);
    parallel.demandReadable(what, x);
  }

  /** Begins a call; throws if another one runs, or after {@link #close}. */
  private OneCaller.Call begin() {
    OneCaller.Call call = caller.enter();
    if (closed) {
      call.close();
    }
    demandOpen();
    return call;
  }

  private void demandOpen() {
    if (closed) {
      throw new IllegalStateException(
          "ops: they must be open; got a call after close(); make others");
    }
  }

  @Override
  public Tensor embedding(Tensor ids, Embedding table) {
    Shapes.embedding(ids, table);
    try (OneCaller.Call _ = begin()) {
      Tensor y = workspace.rowsOf(ids, table.width());
      for (int i = 0; i < ids.count(); i++) {
        table.table().row((int) ids.get(i), y.data(), (long) i * table.width());
      }
      table.table().demandReadable("embedding: table");
      return y;
    } catch (IllegalStateException e) {
      table.table().demandReadable("embedding: table");
      throw e;
    }
  }

  @Override
  public Tensor gather(Tensor x, Tensor rows) {
    Shapes.gather(x, rows);
    x.demand(DType.F32, "gather: x");
    int width = Shapes.width(x);
    try (OneCaller.Call _ = begin()) {
      Tensor y = workspace.rowsOf(rows, width);
      for (int i = 0; i < rows.count(); i++) {
        long row = (long) rows.get(i);
        Memory.copy(x.data(), row * width, y.data(), (long) i * width, width);
      }
      x.demandReadable("gather: x");
      return y;
    } catch (IllegalStateException e) {
      x.demandReadable("gather: x");
      throw e;
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
      x.demandReadable("mean: x");
      return y;
    } catch (IllegalStateException e) {
      x.demandReadable("mean: x");
      throw e;
    }
  }

  @Override
  public Tensor attention(
      AttentionSite site, Tensor q, Tensor k, Tensor v, AttentionOptions options) {
    Shapes.attention(site, q, k, v, options);
    try (OneCaller.Call _ = begin()) {
      return attention.attend(site, q, k, v, options);
    }
  }

  @Override
  public Tensor attention(
      AttentionSite site, Tensor q, Sequences queries, KvSource source, AttentionOptions options) {
    Shapes.attention(site, q, queries, source, options);
    try (OneCaller.Call _ = begin()) {
      return attention.attend(site, q, queries, source, options);
    }
  }

  @Override
  public Tensor splitHeads(Tensor x, int heads) {
    Shapes.splitHeads(x, heads);
    try (OneCaller.Call _ = begin()) {
      int dim = Shapes.width(x) / heads;
      return x.rank() == 2
          ? x.view(x.size(0), heads, dim)
          : x.view(x.size(0), x.size(1), heads, dim);
    }
  }

  @Override
  public Tensor joinHeads(Tensor x) {
    Shapes.joinHeads(x);
    try (OneCaller.Call _ = begin()) {
      return x.rank() == 3
          ? x.view(x.size(0), x.size(1) * x.size(2))
          : x.view(x.size(0), x.size(1), x.size(2) * x.size(3));
    }
  }

  @Override
  public Tensor rows(Tensor x) {
    Shapes.given("rows: x", x);
    try (OneCaller.Call _ = begin()) {
      return x.view(Shapes.rows(x), Shapes.width(x));
    }
  }

  @Override
  public Tensor scoped(Supplier<Tensor> body) {
    Shapes.present("scoped: body", body);
    try (OneCaller.Call _ = caller.hold()) {
      demandOpen();
      Workspace.Mark mark = workspace.mark();
      scopes++;
      boolean done = false;
      try {
        Tensor kept = body.get();
        demandOpen();
        Shapes.given("scoped: the result of body", kept);
        done = true;
        return workspace.releaseBut(mark, kept);
      } finally {
        scopes--;
        if (!done && !closed) {
          workspace.release(mark);
        }
      }
    }
  }

  /**
   * Frees every result so far, so that the next pass uses the same memory. Who never calls it loses
   * time, not memory: results lie in the workspace up to {@link Workspace#MOST_OUTSIDE} bytes, and
   * then in memory of their own.
   *
   * @throws IllegalStateException within a scope, whose results it would free
   */
  public void reset() {
    try (OneCaller.Call _ = begin()) {
      if (scopes > 0) {
        throw new IllegalStateException("ops: reset() must be called outside of scopes; got a call"
            + " within " + scopes + "; leave them first");
      }
      workspace.release(Workspace.START);
    }
  }

  /** Frees all results, and ends the threads if they are its own. A second call does nothing. */
  @Override
  public void close() {
    try (OneCaller.Call _ = caller.enter()) {
      closed = true;
      if (ownsThreads) {
        parallel.close();
      }
      workspace.close();
    }
  }
}
