package io.blick.core.attention;

import io.blick.core.kernel.Kernels;
import io.blick.core.kernel.Machine;
import io.blick.core.kernel.Memory;
import java.lang.foreign.MemorySegment;

/**
 * Up to 64 queries of one key-value head, side by side in the lanes. Keys and values are read where
 * they are; queries, scores and outputs are transposed, so that maximum, sum and rescaling need no
 * step across lanes.
 *
 * <p>The keys are gone through in blocks of 96. Every 16 blocks make a part: its maximum, sum and
 * output are computed by themselves and then merged into what came before. Blocks and parts begin
 * at fixed keys, so a query gives the same bits in whatever company (docs/numerics.md).
 */
final class QueryBlock {
  /** Queries at most. */
  static final int LANES = 64;

  /** Keys of a block: its scores (24 KiB) fit the nearest cache. */
  static final int KEYS = 96;

  /** Keys of a part. */
  static final int PART = 16 * KEYS;

  private final Kernels kernels = Machine.KERNELS;
  private final AttentionJob job;
  private final int[] firstKey = new int[LANES];
  private final int[] endKey = new int[LANES];
  private MemorySegment scratch = MemorySegment.NULL;
  private int b;
  private int keyHead;
  private int row;
  private int count;
  private int width;

  QueryBlock(AttentionJob job) {
    this.job = job;
  }

  /**
   * Turns to other queries.
   *
   * @param newRow the first: position · group + place in the group of heads
   */
  void begin(int newB, int newKeyHead, int newRow) {
    b = newB;
    keyHead = newKeyHead;
    row = newRow;
    count = Math.min(LANES, job.queries * job.group() - row);
    width = (count + Kernels.GRAIN - 1) / Kernels.GRAIN * Kernels.GRAIN;
    for (int i = 0; i < count; i++) {
      int t = (row + i) / job.group();
      firstKey[i] = job.mask.firstKey(b, t);
      endKey[i] = job.mask.endKey(b, t, job.keys);
    }
  }

  // Where things lie in the scratch, in floats; all of them (…, width).
  private long scoresAt() {
    return (long) job.dim * width;
  }

  private long chainAt() {
    return scoresAt() + (long) KEYS * width;
  }

  private long outputAt() {
    return chainAt() + (job.dim > Kernels.CHAIN ? (long) KEYS * width : 0);
  }

  private long productAt() {
    return outputAt() + (long) job.valueDim * width;
  }

  private long mergedAt() {
    return productAt() + (long) job.valueDim * width;
  }

  private long stateAt() {
    return mergedAt() + (job.keys > PART ? (long) job.valueDim * width : 0);
  }

  private long mergedStateAt() {
    return stateAt() + 3L * width;
  }

  private long rangeAt() {
    return mergedStateAt() + 3L * width;
  }

  /** Returns how much scratch these queries need. */
  long floats() {
    return rangeAt() + 2L * width;
  }

  void attend(MemorySegment newScratch) {
    scratch = newScratch;
    turn(job.q, 0, job.dim, true);
    int first = job.keys;
    int end = 0;
    for (int i = 0; i < count; i++) {
      first = Math.min(first, firstKey[i]);
      end = Math.max(end, endKey[i]);
    }
    int firstPart = first / PART * PART;
    if (end - firstPart <= PART) {
      part(first, end);
      finish(outputAt(), stateAt());
    } else {
      clear(mergedAt(), mergedStateAt());
      for (int s = firstPart; s < end; s += PART) {
        part(Math.max(first, s), Math.min(end, s + PART));
        merge();
      }
      finish(mergedAt(), mergedStateAt());
    }
  }

  private void clear(long at, long state) {
    kernels.fill(scratch, at, job.valueDim * width, 0);
    kernels.fill(scratch, state, width, Float.NEGATIVE_INFINITY);
    kernels.fill(scratch, state + width, width, 0);
  }

  private void part(int first, int end) {
    clear(outputAt(), stateAt());
    for (int s = first / KEYS * KEYS; s < end; s += KEYS) {
      int keys = Math.min(KEYS, end - s);
      score(s, keys);
      hide(s, keys);
      kernels.softmaxBlock(scratch, scoresAt(), keys, width, job.scale, scratch, stateAt());
      weigh(s, keys);
    }
  }

  /** Scores of keys from s on: (keys, width). */
  private void score(int s, int keys) {
    long stride = (long) job.keyHeads * job.dim;
    long kAt = keyRow(s) * job.dim;
    for (int d = 0; d < job.dim; d += Kernels.CHAIN) {
      int depth = Math.min(Kernels.CHAIN, job.dim - d);
      long to = d == 0 ? scoresAt() : chainAt();
      kernels.rows(
          job.k,
          kAt + d,
          stride,
          scratch,
          (long) d * width,
          width,
          scratch,
          to,
          width,
          keys,
          width,
          depth);
      if (d > 0) {
        kernels.add(scratch, scoresAt(), scratch, chainAt(), scratch, scoresAt(), keys * width);
      }
    }
    if (job.dim == 0) {
      kernels.fill(scratch, scoresAt(), keys * width, 0);
    }
  }

  private long keyRow(int s) {
    return ((long) b * job.keys + s) * job.keyHeads + keyHead;
  }

  private void hide(int s, int keys) {
    boolean partly = false;
    for (int i = 0; i < count; i++) {
      partly |= firstKey[i] > s || endKey[i] < s + keys;
    }
    if (partly) {
      for (int i = 0; i < count; i++) {
        Memory.set(scratch, rangeAt() + i, Math.clamp((long) firstKey[i] - s, 0, keys));
        Memory.set(scratch, rangeAt() + width + i, Math.clamp((long) endKey[i] - s, 0, keys));
      }
      kernels.hide(scratch, scoresAt(), keys, width, scratch, rangeAt());
    }
  }

  /** Adds weights · values of keys from s on to the output: (Dv, width). */
  private void weigh(int s, int keys) {
    long stride = (long) job.keyHeads * job.valueDim;
    long vAt = keyRow(s) * job.valueDim;
    kernels.columns(
        job.v,
        vAt,
        stride,
        scratch,
        scoresAt(),
        width,
        scratch,
        productAt(),
        width,
        job.valueDim,
        width,
        keys);
    long factorAt = stateAt() + 2L * width;
    kernels.rescale(
        scratch, productAt(), scratch, factorAt, scratch, outputAt(), job.valueDim, width);
  }

  private void merge() {
    kernels.merge(scratch, mergedStateAt(), stateAt(), width);
    long factorAt = stateAt() + 2L * width;
    kernels.multiplyRows(scratch, factorAt, scratch, outputAt(), job.valueDim, width);
    long mergedFactorAt = mergedStateAt() + 2L * width;
    kernels.rescale(
        scratch, outputAt(), scratch, mergedFactorAt, scratch, mergedAt(), job.valueDim, width);
  }

  private void finish(long at, long state) {
    long lseAt = state + 2L * width;
    kernels.logSumExp(scratch, state, scratch, lseAt, width);
    for (int i = 0; i < count; i++) {
      int t = (row + i) / job.group();
      int h = keyHead * job.group() + (row + i) % job.group();
      long to = ((long) b * job.heads + h) * job.queries + t;
      Memory.set(job.lse, to, Memory.get(scratch, lseAt + i));
      // Nothing seen: zeros stay zeros.
      if (Memory.get(scratch, lseAt + i) == Float.NEGATIVE_INFINITY) {
        Memory.set(scratch, state + width + i, 1);
      }
    }
    kernels.divideRows(scratch, state + width, scratch, at, job.valueDim, width);
    turn(job.output, at, job.valueDim, false);
  }

  /** Transposes the rows of these queries into the scratch, or back out of it. */
  private void turn(MemorySegment rows, long at, int columns, boolean into) {
    int group = job.group();
    int run;
    for (int i = 0; i < count; i += run) {
      int t = (row + i) / group;
      int h = keyHead * group + (row + i) % group;
      // All positions of one head lie at one distance; so do the heads of one position.
      run = group == 1 ? count : Math.min(group - h % group, count - i);
      long stride = group == 1 ? (long) job.heads * columns : columns;
      long head = ((long) b * job.queries + t) * job.heads + h;
      if (into) {
        kernels.transpose(rows, head * columns, stride, scratch, at + i, width, run, columns);
      } else {
        kernels.transpose(scratch, at + i, width, rows, head * columns, stride, columns, run);
      }
    }
  }
}
