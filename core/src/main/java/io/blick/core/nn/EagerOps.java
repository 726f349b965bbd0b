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
  private final OneCaller caller =
      new OneCaller("ops", "make an EagerOps for each caller: they may share a model and threads");
  private final Parallel parallel;
  private final boolean ownsThreads;
  private final Workspace workspace = new Workspace();
  private final LinearProduct product;
  private final WorkspaceAttention attention;
  private final WorkspaceRows rows;
  // Only the caller reads and writes these.
  private boolean closed;
  private int scopes;

  private EagerOps(Parallel parallel, boolean ownsThreads, @Nullable AttentionProbe probe) {
    Shapes.present("ops: parallel", parallel);
    this.parallel = parallel;
    this.ownsThreads = ownsThreads;
    this.product = new LinearProduct(parallel);
    this.attention = new WorkspaceAttention(parallel, workspace, probe);
    this.rows = new WorkspaceRows(parallel, workspace);
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
    x.demand(DType.F32, "linear: x");
    parallel.demandReadable("linear: x", x);
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
    try (OneCaller.Call _ = begin()) {
      return rows.add(a, b);
    }
  }

  @Override
  public Tensor multiply(Tensor a, Tensor b) {
    Shapes.multiply(a, b);
    try (OneCaller.Call _ = begin()) {
      return rows.multiply(a, b);
    }
  }

  @Override
  public Tensor scale(Tensor x, float factor) {
    Shapes.given("scale: x", x);
    try (OneCaller.Call _ = begin()) {
      return rows.scale(x, factor);
    }
  }

  @Override
  public Tensor softCap(Tensor x, float cap) {
    Shapes.softCap(x, cap);
    try (OneCaller.Call _ = begin()) {
      return rows.softCap(x, cap);
    }
  }

  @Override
  public Tensor layerNorm(Tensor x, LayerNorm norm) {
    Shapes.layerNorm(x, norm);
    try (OneCaller.Call _ = begin()) {
      return rows.layerNorm(x, norm);
    }
  }

  @Override
  public Tensor rmsNorm(Tensor x, RmsNorm norm) {
    Shapes.rmsNorm(x, norm);
    try (OneCaller.Call _ = begin()) {
      return rows.rmsNorm(x, norm);
    }
  }

  @Override
  public Tensor rotate(Tensor x, Tensor positions, Rotary rotary) {
    Shapes.rotate(x, positions, rotary);
    try (OneCaller.Call _ = begin()) {
      return rows.rotate(x, positions, rotary);
    }
  }

  @Override
  public Tensor gelu(Tensor x, Gelu kind) {
    Shapes.gelu(x, kind);
    try (OneCaller.Call _ = begin()) {
      return rows.gelu(x, kind);
    }
  }

  @Override
  public Tensor relu(Tensor x) {
    Shapes.given("relu: x", x);
    try (OneCaller.Call _ = begin()) {
      return rows.relu(x);
    }
  }

  @Override
  public Tensor silu(Tensor x) {
    Shapes.given("silu: x", x);
    try (OneCaller.Call _ = begin()) {
      return rows.silu(x);
    }
  }

  @Override
  public Tensor tanh(Tensor x) {
    Shapes.given("tanh: x", x);
    try (OneCaller.Call _ = begin()) {
      return rows.tanh(x);
    }
  }

  @Override
  public Tensor softmax(Tensor x) {
    Shapes.given("softmax: x", x);
    try (OneCaller.Call _ = begin()) {
      return rows.softmax(x);
    }
  }

  @Override
  public Tensor unit(Tensor x) {
    Shapes.given("unit: x", x);
    try (OneCaller.Call _ = begin()) {
      return rows.unit(x);
    }
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
