package io.blick.core.attention;

import static io.blick.core.kernel.Fma.fma;

import io.blick.core.kernel.ElementKernels;
import io.blick.core.kernel.Machine;
import io.blick.core.kernel.Memory;
import io.blick.core.kernel.ProductKernels;
import io.blick.core.kernel.RowKernels;
import io.blick.core.kernel.SoftmaxKernels;
import java.lang.foreign.MemorySegment;

/** Soft cap, masks and cuts, applied to a block of scores, weights and values. */
final class ScoreEdits {
  private static final ProductKernels PRODUCTS = Machine.KERNELS.products();
  private static final ElementKernels ELEMENTS = Machine.KERNELS.elements();
  private static final RowKernels ROWS = Machine.KERNELS.rows();
  private static final SoftmaxKernels SOFTMAX = Machine.KERNELS.softmax();

  private final QueryBlock block;
  private final QueryLanes lanes;
  private final AttentionJob job;

  ScoreEdits(QueryBlock block, AttentionJob job, QueryLanes lanes) {
    this.block = block;
    this.lanes = lanes;
    this.job = job;
  }

  private BlockLayout layout() {
    return block.layout();
  }

  /**
   * Turns dot products with keys from s on into scores: scale, cap, tables, hidden and cut keys.
   */
  void editScores(int s, int keys) {
    cap(keys);
    addTables(s, keys);
    hide(s, keys);
    cut(lanes.cuts(Cuts.Rest.RENORMALIZED), layout().scoresAt(), s, keys, Float.NEGATIVE_INFINITY);
  }

  /**
   * Takes out the weights, and scores, of edges that are cut while the other weights keep their
   * values.
   */
  void cutWeights(int s, int keys) {
    LaneCuts dropped = lanes.cuts(Cuts.Rest.KEPT);
    cut(dropped, layout().scoresAt(), s, keys, Float.NEGATIVE_INFINITY);
    cut(dropped, layout().weightsAt(), s, keys, 0);
  }

  private void cap(int keys) {
    if (job.options.isPlain()) {
      return;
    }
    MemorySegment scratch = block.scratch();
    long at = layout().scoresAt();
    int count = keys * block.width();
    ELEMENTS.multiply(scratch, at, job.options.scale(), scratch, at, count);
    switch (job.options.cap()) {
      case SoftCap.None _ -> {}
      case SoftCap.Tanh(float bound) -> SOFTMAX.cap(scratch, at, bound, count);
    }
  }

  private void addTables(int s, int keys) {
    Mask mask = job.options.mask();
    if (!mask.hasTables()) {
      return;
    }
    MemorySegment scratch = block.scratch();
    int width = block.width();
    long at = layout().tableAt();
    ELEMENTS.fill(scratch, at, keys * width, 0);
    for (int i = 0; i < lanes.count(); i++) {
      mask.addTables(lanes.b(), lanes.head(i), lanes.position(i), s, keys, scratch, at + i, width);
    }
    SOFTMAX.addTable(scratch, at, scratch, layout().scoresAt(), keys * width);
  }

  private void hide(int s, int keys) {
    int first = lanes.firstRowOfAll(s, keys);
    int end = Math.max(first, lanes.endRowOfAll(s, keys));
    hide(s, 0, first);
    hide(s, end, keys);
  }

  /**
   * Hides keys from the queries that may not look at them: rows from {@code from} to {@code to}.
   */
  private void hide(int s, int from, int to) {
    if (from == to) {
      return;
    }
    MemorySegment scratch = block.scratch();
    int width = block.width();
    long at = layout().rangeAt();
    for (int i = 0; i < lanes.count(); i++) {
      Memory.set(scratch, at + i, lanes.firstRow(i, s + from, to - from));
      Memory.set(scratch, at + width + i, lanes.endRow(i, s + from, to - from));
    }
    long scoresAt = layout().scoresAt() + (long) from * width;
    SOFTMAX.hide(scratch, scoresAt, to - from, width, scratch, at);
  }

  private void cut(LaneCuts cuts, long matrixAt, int s, int keys, float value) {
    for (int i = 0; i < lanes.count() && cuts.any(); i++) {
      int end = cuts.end(i);
      for (int n = cuts.from(i, s); n < end && cuts.key(n) < s + keys; n++) {
        long at = matrixAt + (long) (cuts.key(n) - s) * block.width() + i;
        Memory.set(block.scratch(), at, value);
      }
    }
  }

  /**
   * Adds weights · values of keys from s on to the output. A value that is NaN or infinite must not
   * reach queries from which its key is hidden, and their weight 0 would not prevent it: 0 · NaN is
   * NaN.
   */
  void addValues(KeyValues from, int s, int keys, boolean first) {
    MemorySegment v = from.values(s);
    long at = from.valueAt(s);
    long stride = from.valueStride();
    int rows = block.orientation().valueRows(keys);
    int columns = block.orientation().valueColumns(keys);
    if (hidesNoUnclean(from, s, keys)) {
      block.orientation().addValues(v, at, stride, 0, lanes.heads(), s, keys, first);
      return;
    }
    long cleanAt = layout().cleanAt();
    for (int n = 0; n < lanes.heads(); n++) {
      long head = at + (long) n * columns;
      PRODUCTS.copyRows(v, head, stride, block.scratch(), cleanAt, columns, rows, columns);
      clean(cleanAt, rows * columns);
      block.orientation().addValues(block.scratch(), cleanAt, columns, n, 1, s, keys, first);
      addUnclean(v, head, stride, n, s, keys);
    }
  }

  /** Whether all values are finite, or none is hidden from any query. */
  private boolean hidesNoUnclean(KeyValues from, int s, int keys) {
    boolean ranges = !job.options.mask().hasTables()
        && !lanes.cuts(Cuts.Rest.RENORMALIZED).any()
        && !lanes.cuts(Cuts.Rest.KEPT).any();
    boolean shared =
        ranges && lanes.firstRowOfAll(s, keys) == 0 && lanes.endRowOfAll(s, keys) == keys;
    if (shared || from.knownFinite()) {
      return true;
    }
    int rows = block.orientation().valueRows(keys);
    int columns = lanes.heads() * block.orientation().valueColumns(keys);
    return ROWS.finite(from.values(s), from.valueAt(s), from.valueStride(), rows, columns);
  }

  private void clean(long at, int count) {
    for (long i = at; i < at + count; i++) {
      float value = Memory.get(block.scratch(), i);
      Memory.set(block.scratch(), i, Float.isFinite(value) ? value : 0);
    }
  }

  /** Adds w · v of every v that is NaN or infinite to the queries that may look at it. */
  private void addUnclean(MemorySegment v, long at, long stride, int n, int s, int keys) {
    int lane = n * lanes.perHead();
    for (int j = 0; j < keys; j++) {
      for (int d = 0; d < job.valueDim; d++) {
        float value = Memory.get(v, at + block.orientation().valueAt(j, d, stride));
        int end = Float.isFinite(value) ? lane : lane + lanes.perHead();
        for (int i = lane; i < end; i++) {
          if (lanes.contributes(i, s + j)) {
            addUnclean(value, i, d, j);
          }
        }
      }
    }
  }

  private void addUnclean(float value, int i, int d, int row) {
    MemorySegment scratch = block.scratch();
    float weight = Memory.get(scratch, layout().weightsAt() + (long) row * block.width() + i);
    long to = block.orientation().outputAt(i, d);
    Memory.set(scratch, to, fma(value, weight, Memory.get(scratch, to)));
  }
}
