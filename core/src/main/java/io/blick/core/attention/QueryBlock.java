package io.blick.core.attention;

import io.blick.core.kernel.Kernels;
import io.blick.core.kernel.Machine;
import io.blick.core.kernel.Memory;
import java.lang.foreign.MemorySegment;

/**
 * Up to 64 queries of one key-value head. Their scores stand side by side, (keys, width), so that
 * maximum and sum need no step across lanes.
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

  /** From so many queries on they stand in the lanes (docs/kernels.md). */
  private static final int MANY = 6;

  private final Kernels kernels = Machine.KERNELS;
  private final AttentionJob job;
  private final Orientation many = new ManyQueries(this);
  private final Orientation few = new FewQueries(this);
  private final int[] firstKey = new int[LANES];
  private final int[] endKey = new int[LANES];
  private Orientation orientation = many;
  private MemorySegment scratch = MemorySegment.NULL;
  private int b;
  private int keyHead;
  private int row;
  private int count;
  private int width;
  private int first;
  private int end;
  // All queries may look at the keys between these.
  private int latestFirst;
  private int earliestEnd;

  QueryBlock(AttentionJob job) {
    this.job = job;
  }

  AttentionJob job() {
    return job;
  }

  MemorySegment scratch() {
    return scratch;
  }

  /** Returns how many queries there are. */
  int count() {
    return count;
  }

  /** Returns how many columns their scores take: a multiple of 16. */
  int width() {
    return width;
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
    orientation = count < MANY && job.valueDim % Kernels.GRAIN == 0 ? few : many;
    first = job.keys;
    end = 0;
    latestFirst = 0;
    earliestEnd = job.keys;
    for (int i = 0; i < count; i++) {
      firstKey[i] = job.options.mask().firstKey(b, position(i), job.queries, job.keys);
      endKey[i] = job.options.mask().endKey(b, position(i), job.queries, job.keys);
      first = Math.min(first, firstKey[i]);
      end = Math.max(end, endKey[i]);
      latestFirst = Math.max(latestFirst, firstKey[i]);
      earliestEnd = Math.min(earliestEnd, endKey[i]);
    }
  }

  private int position(int i) {
    return (row + i) / job.group();
  }

  private int head(int i) {
    return keyHead * job.group() + (row + i) % job.group();
  }

  /** Returns which row (B, T, H) of queries and outputs query {@code i} is. */
  long queryRow(int i) {
    return ((long) b * job.queries + position(i)) * job.heads + head(i);
  }

  /** Returns how many queries from {@code i} on lie {@link #runStride} rows apart. */
  int run(int i) {
    return job.group() == 1
        ? count - i
        : Math.min(job.group() - (row + i) % job.group(), count - i);
  }

  /** Returns the rows between the positions of one head, or else the heads of one position. */
  long runStride() {
    return job.group() == 1 ? job.heads : 1;
  }

  /** Returns which row (B, S, Hkv) of keys and values key {@code s} is. */
  long keyRow(int s) {
    return ((long) b * job.keys + s) * job.keyHeads + keyHead;
  }

  // Where things lie in the scratch, in floats.
  long scoresAt() {
    return 0;
  }

  private long tableAt() {
    return (long) KEYS * width;
  }

  long stateAt() {
    return tableAt() + (job.options.mask().hasTables() ? (long) KEYS * width : 0);
  }

  long mergedStateAt() {
    return stateAt() + 3L * width;
  }

  private long rangeAt() {
    return mergedStateAt() + 3L * width;
  }

  long outputAt() {
    return rangeAt() + 2L * width;
  }

  long productAt() {
    return outputAt() + (long) job.valueDim * width;
  }

  long mergedAt() {
    return productAt() + (long) job.valueDim * width;
  }

  private long queriesAt() {
    return mergedAt() + (job.keys > PART ? (long) job.valueDim * width : 0);
  }

  /** Returns how much scratch these queries need. */
  long floats() {
    return queriesAt() + orientation.floats();
  }

  /** Takes memory to work in, and the queries into it. */
  void take(MemorySegment newScratch) {
    scratch = newScratch;
    orientation.takeQueries(queriesAt());
  }

  /** Computes everything. */
  void attend() {
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

  /** Computes one part of the keys, and leaves it in a slot. */
  void attendPart(int part, MemorySegment slots, long slotAt) {
    part(Math.max(first, part * PART), Math.min(end, (part + 1) * PART));
    int outputs = job.valueDim * width;
    Memory.copy(scratch, outputAt(), slots, slotAt, outputs);
    Memory.copy(scratch, stateAt(), slots, slotAt + outputs, 3L * width);
  }

  /** Merges the parts in the slots, in order. */
  void join(int parts, MemorySegment slots, long slotsAt, long slotFloats) {
    int outputs = job.valueDim * width;
    clear(mergedAt(), mergedStateAt());
    for (int part = 0; part < parts; part++) {
      long slotAt = slotsAt + part * slotFloats;
      Memory.copy(slots, slotAt, scratch, outputAt(), outputs);
      Memory.copy(slots, slotAt + outputs, scratch, stateAt(), 3L * width);
      merge();
    }
    finish(mergedAt(), mergedStateAt());
  }

  private void clear(long at, long state) {
    kernels.fill(scratch, at, job.valueDim * width, 0);
    clearState(state);
  }

  private void clearState(long state) {
    kernels.fill(scratch, state, width, Float.NEGATIVE_INFINITY);
    kernels.fill(scratch, state + width, width, 0);
  }

  private void part(int from, int to) {
    clearState(stateAt());
    int begin = from / KEYS * KEYS;
    if (begin >= to) {
      clear(outputAt(), stateAt());
    }
    for (int s = begin; s < to; s += KEYS) {
      int keys = Math.min(KEYS, to - s);
      if (job.dim == 0) {
        kernels.fill(scratch, scoresAt(), keys * width, 0);
      }
      orientation.score(s, keys);
      cap(keys);
      addTables(s, keys);
      hide(s, keys);
      kernels.softmaxBlock(scratch, scoresAt(), keys, width, job.power, scratch, stateAt());
      orientation.weigh(s, keys, s == begin);
    }
  }

  private void cap(int keys) {
    if (job.options.isPlain()) {
      return;
    }
    kernels.multiply(scratch, scoresAt(), job.options.scale(), scratch, scoresAt(), keys * width);
    switch (job.options.cap()) {
      case SoftCap.None _ -> {}
      case SoftCap.Tanh(float bound) -> kernels.cap(scratch, scoresAt(), bound, keys * width);
    }
  }

  private void addTables(int s, int keys) {
    if (!job.options.mask().hasTables()) {
      return;
    }
    kernels.fill(scratch, tableAt(), keys * width, 0);
    for (int i = 0; i < count; i++) {
      job.options.mask().addTables(b, head(i), position(i), s, keys, scratch, tableAt() + i, width);
    }
    kernels.addTable(scratch, tableAt(), scratch, scoresAt(), keys * width);
  }

  private void hide(int s, int keys) {
    if (latestFirst > s || earliestEnd < s + keys) {
      for (int i = 0; i < count; i++) {
        Memory.set(scratch, rangeAt() + i, Math.clamp((long) firstKey[i] - s, 0, keys));
        Memory.set(scratch, rangeAt() + width + i, Math.clamp((long) endKey[i] - s, 0, keys));
      }
      kernels.hide(scratch, scoresAt(), keys, width, scratch, rangeAt());
    }
  }

  private void merge() {
    kernels.merge(scratch, mergedStateAt(), stateAt(), width);
    orientation.merge();
  }

  private void finish(long at, long state) {
    long lseAt = state + 2L * width;
    kernels.logSumExp(scratch, state, scratch, lseAt, width);
    for (int i = 0; i < count; i++) {
      float lse = Memory.get(scratch, lseAt + i);
      long to = ((long) b * job.heads + head(i)) * job.queries + position(i);
      if (lse == Float.NEGATIVE_INFINITY) {
        // Nothing seen: zeros stay zeros. But zeros must not hide that every score overflowed.
        boolean seen = sees(i);
        lse = seen ? Float.NaN : lse;
        Memory.set(scratch, state + width + i, seen ? Float.NaN : 1);
      }
      Memory.set(job.lse, to, lse);
    }
    orientation.finish(at, state);
  }

  private boolean sees(int i) {
    Mask mask = job.options.mask();
    boolean seen = false;
    for (int s = firstKey[i]; s < endKey[i] && !seen; s++) {
      seen = mask.shows(b, head(i), position(i), s, job.queries, job.keys);
    }
    return seen;
  }
}
