package io.blick.core.attention;

import io.blick.core.kernel.ProductKernels;
import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * The queries of a block, up to 64, one in each lane (column of the scores), and the keys that each
 * may look at. They are of one key-value head, position by position and at each position head by
 * head; of several key-value heads, one after the other; or of one query head.
 */
final class QueryLanes {
  /** Most queries. */
  static final int MAX = 64;

  /** Queries that are computed separately where some keys are hidden from some queries. */
  static final int STRIP = 32;

  private final AttentionJob job;
  private final int[] position = new int[MAX];
  private final int[] head = new int[MAX];
  private final int[] firstKey = new int[MAX];
  private final int[] endKey = new int[MAX];
  private final int[] firstOfStrip = new int[MAX / STRIP];
  private final int[] endOfStrip = new int[MAX / STRIP];
  private final LaneCuts hiddenCuts = new LaneCuts();
  private final LaneCuts droppedCuts = new LaneCuts();
  private int b;
  private int keyHead;
  private int heads;
  private int firstHead;
  private int group;
  private int rowsOfHead;
  private int row;
  private int count;
  private int first;
  private int end;
  // Between these keys every strip has a query that may look.
  private int sharedFirst;
  private int sharedEnd;
  // At the keys between these all queries may look.
  private int latestFirst;
  private int earliestEnd;

  QueryLanes(AttentionJob job) {
    this.job = job;
  }

  /**
   * Takes queries of a key-value head.
   *
   * @param newRow the first query: position · group + head within its group
   */
  void ofGroup(int newB, int newKeyHead, int newRow) {
    b = newB;
    keyHead = newKeyHead;
    group = job.group();
    firstHead = keyHead * group;
    row = newRow;
    heads = 1;
    rowsOfHead = job.queries * group;
    reset(Math.min(MAX, rowsOfHead - row));
  }

  /** Takes all queries of some key-value heads. */
  void ofHeads(int newB, int newKeyHead, int newHeads) {
    b = newB;
    keyHead = newKeyHead;
    group = job.group();
    firstHead = keyHead * group;
    row = 0;
    heads = newHeads;
    rowsOfHead = job.queries * group;
    reset(heads * rowsOfHead);
  }

  /** Takes the queries of one query head, from a position on. */
  void ofHead(int newB, int head, int position) {
    b = newB;
    keyHead = head / job.group();
    group = 1;
    firstHead = head;
    row = position;
    heads = 1;
    rowsOfHead = job.queries;
    reset(Math.min(MAX, rowsOfHead - row));
  }

  private void reset(int newCount) {
    count = newCount;
    first = job.keys;
    end = 0;
    sharedFirst = 0;
    sharedEnd = job.keys;
    latestFirst = 0;
    earliestEnd = job.keys;
    locate();
    Arrays.fill(firstOfStrip, job.keys);
    Arrays.fill(endOfStrip, 0);
    for (int i = 0; i < count; i++) {
      firstKey[i] = job.options.mask().firstKey(b, position[i], job.queries, job.keys);
      endKey[i] = job.options.mask().endKey(b, position[i], job.queries, job.keys);
      firstOfStrip[i / STRIP] = Math.min(firstOfStrip[i / STRIP], firstKey[i]);
      endOfStrip[i / STRIP] = Math.max(endOfStrip[i / STRIP], endKey[i]);
      latestFirst = Math.max(latestFirst, firstKey[i]);
      earliestEnd = Math.min(earliestEnd, endKey[i]);
    }
    for (int strip = 0; strip * STRIP < count; strip++) {
      first = Math.min(first, firstOfStrip[strip]);
      end = Math.max(end, endOfStrip[strip]);
      sharedFirst = Math.max(sharedFirst, firstOfStrip[strip]);
      sharedEnd = Math.min(sharedEnd, endOfStrip[strip]);
    }
    hiddenCuts.find(job.options.cuts().rows(Cuts.Rest.RENORMALIZED), this);
    droppedCuts.find(job.options.cuts().rows(Cuts.Rest.KEPT), this);
  }

  /** Computes position and head of each query, counting up, since divisions are slow. */
  private void locate() {
    int t = row / group;
    int firstOfGroup = firstHead;
    int place = row % group;
    for (int i = 0; i < count; i++) {
      position[i] = t;
      head[i] = firstOfGroup + place;
      place = (place + 1) % group;
      if (place == 0) {
        t++;
      }
      if (t == job.queries) {
        t = 0;
        firstOfGroup += group;
      }
    }
  }

  int b() {
    return b;
  }

  int count() {
    return count;
  }

  /** Returns the columns of the scores: count rounded up to a multiple of 16. */
  int width() {
    return (count + ProductKernels.GRAIN - 1) / ProductKernels.GRAIN * ProductKernels.GRAIN;
  }

  /** Returns the first key that any query may look at. */
  int first() {
    return first;
  }

  /** Returns the key after the last one that any query may look at. */
  int end() {
    return end;
  }

  /** Returns the first key that query {@code i} may look at, counted from s. */
  int firstRow(int i, int s, int keys) {
    return Math.clamp((long) firstKey[i] - s, 0, keys);
  }

  /** Returns the key after the last one that query {@code i} may look at, counted from s. */
  int endRow(int i, int s, int keys) {
    return Math.clamp((long) endKey[i] - s, 0, keys);
  }

  /** Returns the first key that any query of a strip may look at, counted from s. */
  int firstRowOfStrip(int strip, int s, int keys) {
    return Math.clamp((long) firstOfStrip[strip] - s, 0, keys);
  }

  /** Returns the key after the last one that any query of a strip may look at, counted from s. */
  int endRowOfStrip(int strip, int s, int keys) {
    return Math.clamp((long) endOfStrip[strip] - s, 0, keys);
  }

  /** Returns the first key at which every strip has a query that may look, counted from s. */
  int firstRowOfAllStrips(int s, int keys) {
    return Math.clamp((long) sharedFirst - s, 0, keys);
  }

  /** Returns the key after the last one at which every strip has a query that may look. */
  int endRowOfAllStrips(int s, int keys) {
    return Math.clamp((long) sharedEnd - s, 0, keys);
  }

  /** Returns the first key at which all queries may look, counted from s. */
  int firstRowOfAll(int s, int keys) {
    return Math.clamp((long) latestFirst - s, 0, keys);
  }

  /** Returns the key after the last one at which all queries may look, counted from s. */
  int endRowOfAll(int s, int keys) {
    return Math.clamp((long) earliestEnd - s, 0, keys);
  }

  /** Whether the head of any of the queries is wanted. */
  boolean anyHead(IntPredicate wanted) {
    boolean any = false;
    for (int place = 0; place < heads * group && !any; place++) {
      any = wanted.test(firstHead + place);
    }
    return any;
  }

  int position(int i) {
    return position[i];
  }

  int head(int i) {
    return head[i];
  }

  /** Returns the first key-value head that the queries read. */
  int keyHead() {
    return keyHead;
  }

  /** Returns how many key-value heads the queries read. */
  int heads() {
    return heads;
  }

  /** Returns how many queries read each key-value head. */
  int perHead() {
    return count / heads;
  }

  /** Returns the edges that are cut in one of the two ways. */
  LaneCuts cuts(Cuts.Rest rest) {
    return switch (rest) {
      case RENORMALIZED -> hiddenCuts;
      case KEPT -> droppedCuts;
    };
  }

  /** Whether a query may look at a key, by the range and the tables of the mask. */
  boolean shows(int i, int s) {
    return job.options.mask().shows(b, head(i), position(i), s, job.queries, job.keys);
  }

  /** Whether a key's value is part of a query's output: neither masked nor cut. */
  boolean contributes(int i, int s) {
    return shows(i, s) && !job.options.cuts().contains(b, head(i), position(i), s);
  }

  /** Whether a query may look at any key. */
  boolean seesAny(int i) {
    boolean seen = false;
    for (int s = firstKey[i]; s < endKey[i] && !seen; s++) {
      seen = shows(i, s) && !job.options.cuts().hides(b, head(i), position(i), s);
    }
    return seen;
  }

  /** Returns the row of query {@code i} among queries and outputs (B, T, H). */
  long queryRow(int i) {
    return ((long) b * job.queries + position[i]) * job.heads + head[i];
  }

  /** Returns the row of query {@code i} among log-sum-exps and statistics (B, H, T). */
  long resultRow(int i) {
    return ((long) b * job.heads + head[i]) * job.queries + position[i];
  }

  /** Returns how many queries from {@code i} on are stored {@link #runStride} rows apart. */
  int run(int i) {
    return group == 1 ? count - i : Math.min(group - (row + i) % group, count - i);
  }

  /**
   * Returns the rows from one query of a run to the next: H for positions of one head, 1 for heads
   * of one position.
   */
  long runStride() {
    return group == 1 ? job.heads : 1;
  }

  /** Returns the row of key {@code s} of the first head among keys and values (B, S, Hkv). */
  long keyRow(int s) {
    return ((long) b * job.keys + s) * job.keyHeads + keyHead;
  }
}
