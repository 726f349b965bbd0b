package io.blick.core.attention;

import io.blick.core.kernel.Kernels;
import io.blick.core.kernel.Machine;
import io.blick.core.kernel.Memory;
import io.blick.core.kernel.Panels;
import io.blick.core.tensor.Axes;
import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.ShapeException;
import io.blick.core.tensor.Tensor;
import java.lang.foreign.MemorySegment;

/**
 * softmax(scale · q kᵀ + mask) v for every head, exactly.
 *
 * <p>It goes through the keys block by block (the online softmax of Milakov and Gimelshein 2018,
 * arXiv 1805.02867) and never holds more scores than 64 queries by 128 keys. Heads may be grouped:
 * {@code H} is a multiple of {@code Hkv}, and query head h reads key-value head h / (H / Hkv). A
 * query that may look at no key gives zeros and a log-sum-exp of −∞.
 *
 * <p>A query gives the same bits alone, among others, in a batch and for any number of threads
 * (docs/numerics.md). One object is for one caller at a time.
 *
 * @see <a href="https://arxiv.org/abs/1706.03762">Vaswani et al. 2017, eq. 1</a>
 */
public final class Attention {
  private static final Axes AXES =
      Axes.of("attention", "q: B T H D", "k: B S Hkv D", "v: B S Hkv Dv");

  private final Parallel parallel;
  private final AttentionJob job;

  /**
   * Creates the operation.
   *
   * @param parallel the threads that share the heads
   */
  public Attention(Parallel parallel) {
    this.parallel = parallel;
    this.job = new AttentionJob(parallel);
  }

  /**
   * What attention gives.
   *
   * @param output (B, T, H, Dv)
   * @param lse natural logarithm of the sum of exp(score) of each row (B, H, T)
   */
  public record Attended(Tensor output, Tensor lse) {}

  /**
   * Returns output and log-sum-exp in memory of their own.
   *
   * @param q queries (B, T, H, D), float32
   * @param k keys (B, S, Hkv, D), float32
   * @param v values (B, S, Hkv, Dv), float32
   * @param options mask and scale
   * @throws ShapeException if axes of one name differ in size, Hkv does not divide H, or the mask
   *     is not for B entries of at most S keys
   */
  public Attended attend(Tensor q, Tensor k, Tensor v, AttentionOptions options) {
    AXES.check(q, k, v);
    int batch = AXES.size("B", "q", q);
    int queries = AXES.size("T", "q", q);
    int heads = AXES.size("H", "q", q);
    Tensor output = Tensor.zeros(batch, queries, heads, AXES.size("Dv", "v", v));
    Tensor lse = Tensor.zeros(batch, heads, queries);
    attend(q, k, v, options, output, lse);
    return new Attended(output, lse);
  }

  /**
   * Writes output and log-sum-exp where the caller wants them.
   *
   * @param q queries (B, T, H, D), float32
   * @param k keys (B, S, Hkv, D), float32
   * @param v values (B, S, Hkv, Dv), float32
   * @param options mask and scale
   * @param output becomes the weighted values (B, T, H, Dv)
   * @param lse becomes the log-sum-exp (B, H, T)
   * @throws ShapeException if axes of one name differ in size, Hkv does not divide H, or the mask
   *     is not for B entries of at most S keys
   */
  public void attend(
      Tensor q, Tensor k, Tensor v, AttentionOptions options, Tensor output, Tensor lse) {
    check(q, k, v, options.mask());
    job.set(q, k, v, options, output, lse);
    parallel.run(job, job.tasks());
  }

  /** Checks what attention demands of its arguments. */
  static void check(Tensor q, Tensor k, Tensor v, Mask mask) {
    AXES.check(q, k, v);
    int heads = AXES.size("H", "q", q);
    int keyHeads = AXES.size("Hkv", "k", k);
    if (keyHeads == 0 ? heads != 0 : heads % keyHeads != 0) {
      throw new ShapeException(
          "attention: query heads must be a multiple of key-value heads; got H=%d, Hkv=%d"
              .formatted(heads, keyHeads));
    }
    mask.check(AXES.size("B", "q", q), AXES.size("S", "k", k));
  }

  /** Returns the size of an axis of the queries, keys or values. */
  static int size(String axis, String argument, Tensor tensor) {
    return AXES.size(axis, argument, tensor);
  }

  /** One attention cut into tasks: a head and 64 queries, which lie side by side in the lanes. */
  private static final class AttentionJob implements Parallel.Job {
    private static final int QUERIES = Kernels.COLUMNS;
    private static final int KEYS = Kernels.CHAIN;
    private static final int SCORES = Panels.count(KEYS, Kernels.ROWS) * Kernels.TILE;

    private final Kernels kernels = Machine.KERNELS;
    private final Parallel parallel;
    private MemorySegment q = MemorySegment.NULL;
    private MemorySegment k = MemorySegment.NULL;
    private MemorySegment v = MemorySegment.NULL;
    private MemorySegment output = MemorySegment.NULL;
    private MemorySegment lse = MemorySegment.NULL;
    private AttentionOptions options = AttentionOptions.full(1);
    private int batch;
    private int queries;
    private int keys;
    private int heads;
    private int keyHeads;
    private int dim;
    private int valueDim;

    AttentionJob(Parallel parallel) {
      this.parallel = parallel;
    }

    void set(
        Tensor newQ,
        Tensor newK,
        Tensor newV,
        AttentionOptions newOptions,
        Tensor newOutput,
        Tensor newLse) {
      q = newQ.data();
      k = newK.data();
      v = newV.data();
      output = newOutput.data();
      lse = newLse.data();
      options = newOptions;
      batch = AXES.size("B", "q", newQ);
      queries = AXES.size("T", "q", newQ);
      heads = AXES.size("H", "q", newQ);
      dim = AXES.size("D", "q", newQ);
      keys = AXES.size("S", "k", newK);
      keyHeads = AXES.size("Hkv", "k", newK);
      valueDim = AXES.size("Dv", "v", newV);
    }

    int tasks() {
      return batch * heads * Panels.count(queries, QUERIES);
    }

    // Where things lie in a thread's scratch, in floats.
    private long keyTileAt() {
      return (long) dim * QUERIES;
    }

    private long scoresAt() {
      return keyTileAt() + (long) dim * Kernels.ROWS;
    }

    private long valueTileAt() {
      return scoresAt() + SCORES;
    }

    private long partAt() {
      return valueTileAt() + KEYS * Kernels.ROWS;
    }

    private long stateAt() {
      return partAt() + Kernels.TILE;
    }

    private long sumsAt() {
      return stateAt() + 3L * QUERIES;
    }

    private int valueTiles() {
      return Panels.count(valueDim, Kernels.ROWS);
    }

    @Override
    public void run(int task, int worker) {
      MemorySegment scratch =
          parallel.scratch(worker, sumsAt() + (long) valueTiles() * Kernels.TILE);
      int blocks = Panels.count(queries, QUERIES);
      int t = task % blocks * QUERIES;
      int h = task / blocks % heads;
      int b = task / blocks / heads;
      begin(b, t, h, scratch);
      int length = options.mask().length(b, keys);
      for (int s = 0; s < length; s += KEYS) {
        int count = Math.min(KEYS, length - s);
        score(b, s, h, count, scratch);
        kernels.softmaxBlock(scratch, scoresAt(), count, options.scale(), scratch, stateAt());
        weigh(b, s, h, count, scratch);
      }
      finish(b, t, h, scratch);
    }

    private void begin(int b, int t, int h, MemorySegment scratch) {
      long qAt = (((long) b * queries + t) * heads + h) * dim;
      int count = Math.min(QUERIES, queries - t);
      Panels.transpose(q, qAt, (long) heads * dim, scratch, 0, count, dim, QUERIES);
      Memory.fill(scratch, stateAt(), QUERIES, Float.NEGATIVE_INFINITY);
      Memory.fill(scratch, stateAt() + QUERIES, QUERIES, 0);
      Memory.fill(scratch, sumsAt(), valueTiles() * Kernels.TILE, 0);
    }

    private long keyValueRow(int b, int s, int h) {
      return ((long) b * keys + s) * keyHeads + h / (heads / keyHeads);
    }

    /** Scores of {@code count} keys from s on: (keys, 64 queries). */
    private void score(int b, int s, int h, int count, MemorySegment scratch) {
      long stride = (long) keyHeads * dim;
      for (int j = 0; j < count; j += Kernels.ROWS) {
        long kAt = keyValueRow(b, s + j, h) * dim;
        int rows = Math.min(Kernels.ROWS, count - j);
        Panels.transpose(k, kAt, stride, scratch, keyTileAt(), rows, dim, Kernels.ROWS);
        long tileAt = scoresAt() + (long) j * QUERIES;
        Memory.fill(scratch, tileAt, dim == 0 ? Kernels.TILE : 0, 0);
        for (int d = 0; d < dim; d += Kernels.CHAIN) {
          int depth = Math.min(Kernels.CHAIN, dim - d);
          long xAt = keyTileAt() + (long) d * Kernels.ROWS;
          long wAt = (long) d * QUERIES;
          if (d == 0) {
            kernels.tile(scratch, xAt, scratch, wAt, scratch, tileAt, depth);
          } else {
            kernels.tile(scratch, xAt, scratch, wAt, scratch, partAt(), depth);
            kernels.add(scratch, tileAt, scratch, partAt(), scratch, tileAt, Kernels.TILE);
          }
        }
      }
    }

    /** Adds weights · values of {@code count} keys from s on to the sums: (Dv, 64 queries). */
    private void weigh(int b, int s, int h, int count, MemorySegment scratch) {
      long stride = (long) keyHeads * valueDim;
      long vAt = keyValueRow(b, s, h) * valueDim;
      long factorAt = stateAt() + 2L * QUERIES;
      for (int d = 0; d < valueDim; d += Kernels.ROWS) {
        int columns = Math.min(Kernels.ROWS, valueDim - d);
        Panels.gather(v, vAt + d, stride, scratch, valueTileAt(), columns, count, Kernels.ROWS);
        kernels.tile(scratch, valueTileAt(), scratch, scoresAt(), scratch, partAt(), count);
        long sumAt = sumsAt() + (long) d * QUERIES;
        kernels.rescale(scratch, partAt(), scratch, factorAt, scratch, sumAt, Kernels.ROWS);
      }
    }

    private void finish(int b, int t, int h, MemorySegment scratch) {
      for (int i = 0; i < Math.min(QUERIES, queries - t); i++) {
        float max = Memory.get(scratch, stateAt() + i);
        float sum = Memory.get(scratch, stateAt() + QUERIES + i);
        long row = ((long) b * queries + t + i) * heads + h;
        for (int d = 0; d < valueDim; d++) {
          float weighted = Memory.get(scratch, sumsAt() + (long) d * QUERIES + i);
          Memory.set(output, row * valueDim + d, sum == 0 ? 0 : weighted / sum);
        }
        long lseAt = ((long) b * heads + h) * queries + t + i;
        Memory.set(lse, lseAt, (float) (max + StrictMath.log(sum)));
      }
    }
  }
}
