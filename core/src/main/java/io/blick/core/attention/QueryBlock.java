package io.blick.core.attention;

import io.blick.core.kernel.ElementKernels;
import io.blick.core.kernel.Machine;
import io.blick.core.kernel.Memory;
import io.blick.core.kernel.SoftmaxKernels;
import io.blick.core.kernel.Transcendental;
import java.lang.foreign.MemorySegment;

/**
 * Up to 64 queries and their pass over the keys: the loop of attention. The scores are (keys,
 * width), with the queries in the lanes, so that neither maximum nor sum goes across lanes.
 *
 * <p>Keys come in blocks of 192, for each of which {@link #attendBlock} does the five steps:
 * scores, masks, softmax, rescaling, weighted values. Every 8 blocks make a part, whose maximum,
 * sum and output are computed separately and then merged with those of the parts before. Blocks and
 * parts begin at fixed keys, so a query gives the same bits whichever queries are beside it
 * (docs/numerics.md).
 *
 * <p>{@link #attend} may be called for one piece of the keys after the other: the state of the
 * queries stays in memory of their own, while the memory for scores is shared with other blocks.
 */
final class QueryBlock {
  private static final ElementKernels ELEMENTS = Machine.KERNELS.elements();
  private static final SoftmaxKernels SOFTMAX = Machine.KERNELS.softmax();

  /** Keys of a block: more would be a little faster and less exact (docs/decisions/0010). */
  static final int KEYS = 192;

  /**
   * Longest chain in a dot product of query and key, whose error becomes an error of all weights:
   * docs/numerics.md.
   */
  static final int SCORE_CHAIN = 64;

  /** Keys of a block whose weighted values are summed separately, where D is small. */
  private static final int KEYS_OF_SUM = KEYS / 4;

  /**
   * Least D from which on rounding errors of the scores exceed those of a sum over all keys of a
   * block.
   */
  private static final int MANY_DIMENSIONS = 32;

  /** Keys of a part. */
  static final int KEYS_OF_PART = 8 * KEYS;

  /** Least number of queries that are put in the lanes (docs/kernels.md). */
  static final int MANY_QUERIES = 6;

  /**
   * Keys of a tile of scores, four vectors wide: 6 rows of four vectors are 24 sums, the most that
   * stay in registers and the fastest shape measured (docs/kernels.md). KEYS is a multiple.
   */
  private static final int TILE = 6;

  private static final int NO_PART = -1;

  private final AttentionJob job;
  private final QueryLanes lanes;
  private final KeyValues.Stored inPlace;
  private final KeyValues.Stored cached;
  private final ScoreEdits edits;
  private final Orientation many = new ManyQueries(this);
  private final Orientation few = new FewQueries(this);
  private final BlockLayout layout = new BlockLayout();
  private Orientation orientation = many;
  private Tally[] tallies = Tally.NONE;
  private MemorySegment scratch = MemorySegment.NULL;
  private int width;
  private int part;
  private boolean merged;
  private boolean hasOutput;

  QueryBlock(AttentionJob job) {
    this.job = job;
    this.lanes = new QueryLanes(job);
    this.inPlace = new KeyValues.InPlace(job, lanes);
    this.cached = new KeyValues.Cached(job, lanes);
    this.edits = new ScoreEdits(this, job, lanes);
  }

  AttentionJob job() {
    return job;
  }

  QueryLanes lanes() {
    return lanes;
  }

  /** Returns keys and values where they are stored. */
  KeyValues.Stored stored() {
    return job.cached == null ? inPlace : cached;
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

  /** Whether the statistics of query {@code i}'s head are wanted. */
  boolean isWanted(int i) {
    return job.statistics.heads().test(lanes.head(i));
  }

  /**
   * Returns the weight of a score of query {@code i}, once its row's largest score and sum are
   * final.
   */
  float weight(float score, int i, long stateAt) {
    float max = Memory.get(scratch, stateAt + i);
    float shift = max == Float.NEGATIVE_INFINITY ? 0 : max;
    float sum = Memory.get(scratch, stateAt + width + i);
    return Transcendental.exp2(Transcendental.exponent(score, job.log2Scale, shift)) / sum;
  }

  /** Returns how many columns the scores take: a multiple of 16. */
  int width() {
    return width;
  }

  /** Takes up to 64 queries of a key-value head, from a row on. */
  void selectGroup(int b, int keyHead, int row) {
    lanes.ofGroup(b, keyHead, row);
    begin();
  }

  /** Takes all queries of some key-value heads. */
  void selectHeads(int b, int keyHead, int heads) {
    lanes.ofHeads(b, keyHead, heads);
    begin();
  }

  /** Takes up to 64 queries of one query head, from a position on. */
  void selectHead(int b, int head, int position) {
    lanes.ofHead(b, head, position);
    begin();
  }

  private void begin() {
    width = lanes.width();
    orientation = lanes.perHead() < MANY_QUERIES && job.readsInPlace() ? few : many;
    tallies = lanes.anyHead(job.statistics.heads()) ? job.tallies : Tally.NONE;
  }

  /**
   * Lays out the block's memory, copies the queries into it and begins without any key.
   *
   * @param sharedAt memory that other blocks overwrite between calls of {@link #attend}
   * @param ownAt memory that stays untouched until {@link #finish}
   */
  void load(MemorySegment newScratch, long sharedAt, long ownAt) {
    scratch = newScratch;
    layout.arrange(this, sharedAt, ownAt);
    orientation.takeQueries();
    part = NO_PART;
    merged = false;
  }

  /** Returns the floats that must stay untouched until {@link #finish}. */
  long ownFloats() {
    return BlockLayout.ownFloats(this);
  }

  /**
   * Returns the key of the block at which a sum of weighted values ends that begins at
   * {@code begin}.
   */
  int endOfSum(int begin, int s, int keys) {
    int left = KEYS_OF_SUM - (s + begin) % KEYS_OF_SUM;
    return job.dim < MANY_DIMENSIONS ? Math.min(keys, begin + left) : keys;
  }

  /** Whether the block reads packed keys and values. */
  boolean packs() {
    return orientation.packs();
  }

  /**
   * Adds the keys from {@code begin} to {@code end} to the state of the queries.
   *
   * @param packed these keys and values, if the block reads packed ones
   */
  void attend(KeyValues.Packed packed, int begin, int end) {
    KeyValues from = packs() ? packed : stored();
    int last = Math.min(end, lanes.end());
    // Whole tiles are faster; scores of keys before the first visible one are hidden afterwards.
    int s = Math.max(begin, lanes.first() / TILE * TILE);
    while (s < last) {
      int keys = Math.min(KEYS - s % KEYS, last - s);
      enterPart(s / KEYS_OF_PART);
      attendBlock(from, s, keys);
      s += keys;
    }
  }

  private void enterPart(int newPart) {
    if (part != newPart) {
      if (part != NO_PART) {
        merge();
      }
      part = newPart;
      clearState(layout.stateAt());
      clearTallies(layout.talliesAt());
      hasOutput = false;
    }
  }

  private void attendBlock(KeyValues from, int s, int keys) {
    weights(from, s, keys);
    long at = layout.talliesAt();
    for (Tally tally : tallies) {
      tally.add(this, s, keys, at);
      at += (long) tally.rows() * width;
    }
    edits.addValues(from, s, keys, !hasOutput);
    hasOutput = true;
  }

  /** Computes 2^(x(s) · c − M) of keys from s on: weights relative to the largest score so far. */
  void weights(KeyValues from, int s, int keys) {
    long scoresAt = layout.scoresAt();
    if (job.dim == 0) {
      // An empty sum is 0, and no loop would write it.
      ELEMENTS.fill(scratch, scoresAt, keys * width, 0);
    } else {
      orientation.score(from, s, keys);
    }
    edits.editScores(s, keys);
    SOFTMAX.block(
        scratch,
        scoresAt,
        layout.weightsAt(),
        s % KEYS,
        keys,
        width,
        job.log2Scale,
        scratch,
        layout.stateAt());
    edits.cutWeights(s, keys);
  }

  /** Copies output, state and tallies of a part to a slot. */
  void savePart(MemorySegment slots, long slotAt) {
    if (part == NO_PART) {
      enterPart(0);
      ELEMENTS.fill(scratch, layout.outputAt(), job.valueDim * width, 0);
    }
    Memory.copy(scratch, layout.outputAt(), slots, slotAt, layout.partFloats());
  }

  /** Merges the part in a slot with those before. */
  void mergePart(MemorySegment slots, long slotAt) {
    Memory.copy(slots, slotAt, scratch, layout.outputAt(), layout.partFloats());
    merge();
    part = NO_PART;
  }

  private void clear(long output, long state, long tally) {
    ELEMENTS.fill(scratch, output, job.valueDim * width, 0);
    clearState(state);
    clearTallies(tally);
  }

  private void clearState(long state) {
    ELEMENTS.fill(scratch, state, width, Float.NEGATIVE_INFINITY);
    ELEMENTS.fill(scratch, state + width, width, 0);
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
    SOFTMAX.merge(scratch, layout.mergedStateAt(), layout.stateAt(), job.log2Scale, width);
    orientation.merge();
    long at = layout.mergedTalliesAt();
    long otherAt = layout.talliesAt();
    for (Tally tally : tallies) {
      tally.merge(this, at, otherAt);
      at += (long) tally.rows() * width;
      otherAt += (long) tally.rows() * width;
    }
  }

  /** Writes output, log-sum-exp and statistics to the caller's tensors. */
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
    SOFTMAX.logSumExp(scratch, state, job.log2Scale, scratch, lseAt, width);
    for (int i = 0; i < lanes.count(); i++) {
      float lse = Memory.get(scratch, lseAt + i);
      Memory.set(
          job.lse, lanes.resultRow(i), Float.isInfinite(lse) ? lseWhereInfinite(i, state) : lse);
    }
    for (Tally each : tallies) {
      each.finish(this, tally, state);
      tally += (long) each.rows() * width;
    }
    job.received.keep(this, state);
    orientation.finish(output, state);
  }

  /**
   * Returns the log-sum-exp of a query for which it came out infinite: it saw no key, or its scores
   * are too large for powers of two, or they overflowed.
   */
  private float lseWhereInfinite(int i, long state) {
    float largest = Memory.get(scratch, state + i);
    if (largest != Float.NEGATIVE_INFINITY) {
      // So large that the logarithm of the sum is far below its rounding.
      float score = job.options.score(largest);
      if (Float.isFinite(score)) {
        return score;
      }
    } else if (!lanes.seesAny(i)) {
      // No key: the output stays 0, as 0 / 1.
      Memory.set(scratch, state + width + i, 1);
      return Float.NEGATIVE_INFINITY;
    }
    // Every score overflowed: NaN, since zeros would hide it.
    Memory.set(scratch, state + width + i, Float.NaN);
    return Float.NaN;
  }
}
