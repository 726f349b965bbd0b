package io.blick.core.attention;

import io.blick.core.kernel.Kernels;
import io.blick.core.kernel.Machine;
import io.blick.core.kernel.Memory;
import io.blick.core.kernel.Transcendental;
import java.lang.foreign.MemorySegment;

/**
 * Up to 64 queries of one key-value head. Their scores stand side by side, (keys, width), so that
 * maximum and sum need no step across lanes.
 *
 * <p>The keys are gone through in blocks of 192. Every 8 blocks make a part: its maximum, sum and
 * output are computed by themselves and then merged into what came before. Blocks and parts begin
 * at fixed keys, so a query gives the same bits in whatever company (docs/numerics.md).
 *
 * <p>Keys may come piece by piece, {@link #attend} by attend: what is known of the queries so far
 * stays in memory of their own, while scores go where those of other blocks went.
 */
final class QueryBlock {
  /** Keys of a block: more would be a little faster and err more (docs/decisions/0010). */
  static final int KEYS = 192;

  /** Keys of a block whose weighted values are summed by themselves, where D is small. */
  private static final int PIECE = KEYS / 4;

  /** From so many dimensions on the scores err more than a sum over all of a block's keys. */
  private static final int MANY_DIMENSIONS = 32;

  /** Keys of a part. */
  static final int PART = 8 * KEYS;

  /** From so many queries on they stand in the lanes (docs/kernels.md). */
  static final int MANY = 6;

  /**
   * Keys of a tile of scores that is as wide as all lanes: 6 rows of four vectors are 24 sums, as
   * many as stay in registers. A block is a multiple.
   */
  private static final int TILE = 6;

  private static final int NO_PART = -1;

  private final Kernels kernels = Machine.KERNELS;
  private final AttentionJob job;
  private final Lanes lanes;
  private final KeyValues.InPlace inPlace;
  private final Edits edits;
  private final Orientation many = new ManyQueries(this);
  private final Orientation few = new FewQueries(this);
  private final BlockLayout layout = new BlockLayout();
  private Orientation orientation = many;
  private Tally[] tallies = Tally.NONE;
  private MemorySegment scratch = MemorySegment.NULL;
  private int width;
  private int part;
  private boolean merged;
  private boolean begun;

  QueryBlock(AttentionJob job) {
    this.job = job;
    this.lanes = new Lanes(job);
    this.inPlace = new KeyValues.InPlace(job, lanes);
    this.edits = new Edits(this, job, lanes);
  }

  AttentionJob job() {
    return job;
  }

  Lanes lanes() {
    return lanes;
  }

  KeyValues.InPlace inPlace() {
    return inPlace;
  }

  MemorySegment scratch() {
    return scratch;
  }

  BlockLayout layout() {
    return layout;
  }

  Orientation orientation() {
    return orientation;
  }

  Kernels kernels() {
    return kernels;
  }

  /** Whether query {@code i} is of a head whose statistics are wanted. */
  boolean means(int i) {
    return job.statistics.heads().test(lanes.head(i));
  }

  /** Returns the weight that a score of query {@code i} has in a finished state. */
  float weight(float score, int i, long stateAt) {
    float max = Memory.get(scratch, stateAt + i);
    float shift = max == Float.NEGATIVE_INFINITY ? 0 : max;
    float sum = Memory.get(scratch, stateAt + width + i);
    return Transcendental.exp2(Transcendental.power(score, job.power, shift)) / sum;
  }

  /** Returns how many columns the scores take: a multiple of 16. */
  int width() {
    return width;
  }

  /** Turns to other queries, which are up to 64 of a key-value head from a row on. */
  void begin(int b, int keyHead, int row) {
    lanes.ofGroup(b, keyHead, row);
    begin();
  }

  /** Turns to other queries, which are all of some key-value heads. */
  void beginHeads(int b, int keyHead, int heads) {
    lanes.ofHeads(b, keyHead, heads);
    begin();
  }

  /** Turns to other queries, which are up to 64 of one query head from a position on. */
  void beginHead(int b, int head, int position) {
    lanes.ofHead(b, head, position);
    begin();
  }

  private void begin() {
    width = lanes.width();
    orientation = lanes.perHead() < MANY && job.wholeValues() ? few : many;
    tallies = lanes.anyHead(job.statistics.heads()) ? job.tallies : Tally.NONE;
  }

  /**
   * Takes memory to work in, and the queries into it.
   *
   * @param sharedAt what other blocks use too, in turns
   * @param ownAt what must stay until the last key
   */
  void take(MemorySegment newScratch, long sharedAt, long ownAt) {
    scratch = newScratch;
    layout.lay(this, sharedAt, ownAt);
    orientation.takeQueries();
    part = NO_PART;
    merged = false;
  }

  /** Returns how many floats must stay until the last key. */
  long ownFloats() {
    return BlockLayout.ownFloats(this);
  }

  /**
   * Returns where the sum of weighted values ends that begins at one of a block's keys from s on.
   */
  int endOfSum(int begin, int s, int keys) {
    int left = PIECE - (s + begin) % PIECE;
    return job.dim < MANY_DIMENSIONS ? Math.min(keys, begin + left) : keys;
  }

  /** Whether it reads keys and values that are packed. */
  boolean packs() {
    return orientation.packs();
  }

  /**
   * Computes what keys from one to another add.
   *
   * @param packed these keys and values, if the block reads packed ones
   */
  void attend(KeyValues.Packed packed, int begin, int end) {
    KeyValues from = packs() ? packed : inPlace;
    int last = Math.min(end, lanes.end());
    // Whole tiles are faster; keys that are computed too much are hidden afterwards.
    int s = Math.max(begin, lanes.first() / TILE * TILE);
    while (s < last) {
      int keys = Math.min(KEYS - s % KEYS, last - s);
      enter(s / PART);
      attendBlock(from, s, keys);
      s += keys;
    }
  }

  private void enter(int newPart) {
    if (part != newPart) {
      if (part != NO_PART) {
        merge();
      }
      part = newPart;
      clearState(layout.stateAt());
      clearTallies(layout.talliesAt());
      begun = false;
    }
  }

  private void attendBlock(KeyValues from, int s, int keys) {
    weights(from, s, keys);
    long at = layout.talliesAt();
    for (Tally tally : tallies) {
      tally.add(this, s, keys, at);
      at += (long) tally.rows() * width;
    }
    edits.weigh(from, s, keys, !begun);
    begun = true;
  }

  /** Computes the weights of keys from s on, relative to the largest score so far. */
  void weights(KeyValues from, int s, int keys) {
    long scoresAt = layout.scoresAt();
    if (job.dim == 0) {
      // A sum of no products, which no loop would write.
      kernels.fill(scratch, scoresAt, keys * width, 0);
    } else {
      orientation.score(from, s, keys);
    }
    edits.editScores(s, keys);
    kernels.softmaxBlock(
        scratch,
        scoresAt,
        layout.weightsAt(),
        s % KEYS,
        keys,
        width,
        job.power,
        scratch,
        layout.stateAt());
    edits.cutWeights(s, keys);
  }

  /** Leaves what was computed of one part in a slot. */
  void leave(MemorySegment slots, long slotAt) {
    if (part == NO_PART) {
      enter(0);
      kernels.fill(scratch, layout.outputAt(), job.valueDim * width, 0);
    }
    Memory.copy(scratch, layout.outputAt(), slots, slotAt, layout.partFloats());
  }

  /** Takes one part from a slot, and merges it into those before. */
  void join(MemorySegment slots, long slotAt) {
    Memory.copy(slots, slotAt, scratch, layout.outputAt(), layout.partFloats());
    merge();
    part = NO_PART;
  }

  private void clear(long output, long state, long tally) {
    kernels.fill(scratch, output, job.valueDim * width, 0);
    clearState(state);
    clearTallies(tally);
  }

  private void clearState(long state) {
    kernels.fill(scratch, state, width, Float.NEGATIVE_INFINITY);
    kernels.fill(scratch, state + width, width, 0);
  }

  private void clearTallies(long at) {
    for (Tally tally : tallies) {
      tally.clear(scratch, at, width);
      at += (long) tally.rows() * width;
    }
  }

  private void merge() {
    if (!merged) {
      Memory.copy(
          scratch, layout.outputAt(), scratch, layout.mergedOutputAt(), layout.partFloats());
      merged = true;
      return;
    }
    kernels.merge(scratch, layout.mergedStateAt(), layout.stateAt(), job.power, width);
    orientation.merge();
    long at = layout.mergedTalliesAt();
    long otherAt = layout.talliesAt();
    for (Tally tally : tallies) {
      tally.merge(this, at, otherAt);
      at += (long) tally.rows() * width;
      otherAt += (long) tally.rows() * width;
    }
  }

  /** Brings what was computed to where the caller wants it. */
  void finish() {
    if (merged && part != NO_PART) {
      merge();
    }
    if (!merged && part == NO_PART) {
      clear(layout.outputAt(), layout.stateAt(), layout.talliesAt());
    }
    if (merged) {
      finish(layout.mergedOutputAt(), layout.mergedStateAt(), layout.mergedTalliesAt());
    } else {
      finish(layout.outputAt(), layout.stateAt(), layout.talliesAt());
    }
  }

  private void finish(long output, long state, long tally) {
    long lseAt = state + 2L * width;
    kernels.logSumExp(scratch, state, job.power, scratch, lseAt, width);
    for (int i = 0; i < lanes.count(); i++) {
      float lse = Memory.get(scratch, lseAt + i);
      Memory.set(job.lse, lanes.resultRow(i), Float.isInfinite(lse) ? atTheEnd(i, state) : lse);
    }
    for (Tally each : tallies) {
      each.finish(this, tally, state);
      tally += (long) each.rows() * width;
    }
    job.received.keep(this, state);
    orientation.finish(output, state);
  }

  /** Returns the log-sum-exp of a query whose powers of two have come to an end, or whose keys. */
  private float atTheEnd(int i, long state) {
    float largest = Memory.get(scratch, state + i);
    if (largest != Float.NEGATIVE_INFINITY) {
      // So large that keys of equal scores are all that counts, and a logarithm of theirs nothing.
      float score = job.options.score(largest);
      if (Float.isFinite(score)) {
        return score;
      }
    } else if (!lanes.sees(i)) {
      // Zeros stay zeros.
      Memory.set(scratch, state + width + i, 1);
      return Float.NEGATIVE_INFINITY;
    }
    // Zeros must not hide that every score overflowed.
    Memory.set(scratch, state + width + i, Float.NaN);
    return Float.NaN;
  }
}
