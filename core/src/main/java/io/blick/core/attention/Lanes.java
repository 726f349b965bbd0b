package io.blick.core.attention;

import io.blick.core.kernel.Kernels;
import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * The queries that stand side by side, up to 64, and the keys that each of them may look at: of one
 * key-value head, position by position and at each position head by head; of several key-value
 * heads, one after the other; or of one query head.
 */
final class Lanes {
  /** Queries at most. */
  static final int MOST = 64;

  /** Queries that are computed by themselves where not all keys are for all. */
  static final int STRIP = 32;

  private final AttentionJob job;
  private final int[] position = new int[MOST];
  private final int[] head = new int[MOST];
  private final int[] firstKey = new int[MOST];
  private final int[] endKey = new int[MOST];
  private final int[] firstOfStrip = new int[MOST / STRIP];
  private final int[] endOfStrip = new int[MOST / STRIP];
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
  // A query of every strip may look at each key between these.
  private int sharedFirst;
  private int sharedEnd;
  // All queries may look at the keys between these.
  private int latestFirst;
  private int earliestEnd;

  Lanes(AttentionJob job) {
    this.job = job;
  }

  /**
   * Turns to other queries.
   *
   * @param newRow the first: position · group + place in the group of heads
   */
  void ofGroup(int newB, int newKeyHead, int newRow) {
    b = newB;
    keyHead = newKeyHead;
    group = job.group();
    firstHead = keyHead * group;
    row = newRow;
    heads = 1;
    rowsOfHead = job.queries * group;
    begin(Math.min(MOST, rowsOfHead - row));
  }

  /** Turns to all queries of some key-value heads. */
  void ofHeads(int newB, int newKeyHead, int newHeads) {
    b = newB;
    keyHead = newKeyHead;
    group = job.group();
    firstHead = keyHead * group;
    row = 0;
    heads = newHeads;
    rowsOfHead = job.queries * group;
    begin(heads * rowsOfHead);
  }

  /** Turns to the queries of one head from a position on. */
  void ofHead(int newB, int head, int position) {
    b = newB;
    keyHead = head / job.group();
    group = 1;
    firstHead = head;
    row = position;
    heads = 1;
    rowsOfHead = job.queries;
    begin(Math.min(MOST, rowsOfHead - row));
  }

  private void begin(int newCount) {
    count = newCount;
    first = job.keys;
    end = 0;
    sharedFirst = 0;
    sharedEnd = job.keys;
    latestFirst = 0;
    earliestEnd = job.keys;
    place();
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
    hiddenCuts.begin(job.options.cuts().rows(Cuts.Rest.RENORMALIZED), this);
    droppedCuts.begin(job.options.cuts().rows(Cuts.Rest.KEPT), this);
  }

  /** Finds position and head of each: step by step, since divisions take long. */
  private void place() {
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

  /** Returns how many columns their scores take: a multiple of 16. */
  int width() {
    return (count + Kernels.GRAIN - 1) / Kernels.GRAIN * Kernels.GRAIN;
  }

  /** Returns the first key that any of them may look at. */
  int first() {
    return first;
  }

  /** Returns the key behind the last one that any of them may look at. */
  int end() {
    return end;
  }

  /** Returns which of the keys from s on is the first that query {@code i} may look at. */
  int firstRow(int i, int s, int keys) {
    return Math.clamp((long) firstKey[i] - s, 0, keys);
  }

  /** Returns which of the keys from s on is behind the last that query {@code i} may look at. */
  int endRow(int i, int s, int keys) {
    return Math.clamp((long) endKey[i] - s, 0, keys);
  }

  /** Returns the first of the keys from s on that any query of a strip may look at. */
  int firstRowOfStrip(int strip, int s, int keys) {
    return Math.clamp((long) firstOfStrip[strip] - s, 0, keys);
  }

  /** Returns which of the keys from s on is behind the last that any of a strip may look at. */
  int endRowOfStrip(int strip, int s, int keys) {
    return Math.clamp((long) endOfStrip[strip] - s, 0, keys);
  }

  /** Returns the first of the keys from s on at which a query of every strip may look. */
  int firstRowOfAllStrips(int s, int keys) {
    return Math.clamp((long) sharedFirst - s, 0, keys);
  }

  /** Returns which of the keys from s on is behind the last at which one of every strip may. */
  int endRowOfAllStrips(int s, int keys) {
    return Math.clamp((long) sharedEnd - s, 0, keys);
  }

  /** Returns the first of the keys from s on at which all may look. */
  int firstRowOfAll(int s, int keys) {
    return Math.clamp((long) latestFirst - s, 0, keys);
  }

  /** Returns which of the keys from s on is behind the last at which all may look. */
  int endRowOfAll(int s, int keys) {
    return Math.clamp((long) earliestEnd - s, 0, keys);
  }

  /** Whether a query of a head that is meant is among them. */
  boolean anyHead(IntPredicate meant) {
    boolean any = false;
    for (int place = 0; place < heads * group && !any; place++) {
      any = meant.test(firstHead + place);
    }
    return any;
  }

  int position(int i) {
    return position[i];
  }

  int head(int i) {
    return head[i];
  }

  /** Returns how many key-value heads they read. */
  int heads() {
    return heads;
  }

  /** Returns how many of them read each of several key-value heads. */
  int perHead() {
    return count / heads;
  }

  /** Returns the edges that are cut with one fate of the other weights. */
  LaneCuts cuts(Cuts.Rest rest) {
    return switch (rest) {
      case RENORMALIZED -> hiddenCuts;
      case KEPT -> droppedCuts;
    };
  }

  /** Whether a query may look at a key: whether it is in its range, and tables say so. */
  boolean shows(int i, int s) {
    return job.options.mask().shows(b, head(i), position(i), s, job.queries, job.keys);
  }

  /** Whether a key's value is part of a query's output. */
  boolean takes(int i, int s) {
    return shows(i, s) && !job.options.cuts().contains(b, head(i), position(i), s);
  }

  /** Whether a query may look at any key. */
  boolean sees(int i) {
    boolean seen = false;
    for (int s = firstKey[i]; s < endKey[i] && !seen; s++) {
      seen = shows(i, s) && !job.options.cuts().hides(b, head(i), position(i), s);
    }
    return seen;
  }

  /** Returns which row (B, T, H) of queries and outputs query {@code i} is. */
  long queryRow(int i) {
    return ((long) b * job.queries + position[i]) * job.heads + head[i];
  }

  /** Returns which row (B, H, T) of log-sum-exps and statistics query {@code i} is. */
  long resultRow(int i) {
    return ((long) b * job.heads + head[i]) * job.queries + position[i];
  }

  /** Returns how many queries from {@code i} on lie {@link #runStride} rows apart. */
  int run(int i) {
    return group == 1 ? count - i : Math.min(group - (row + i) % group, count - i);
  }

  /** Returns the rows between the positions of one head, or else the heads of one position. */
  long runStride() {
    return group == 1 ? job.heads : 1;
  }

  /** Returns which row (B, S, Hkv) of keys and values key {@code s} of the first head is. */
  long keyRow(int s) {
    return ((long) b * job.keys + s) * job.keyHeads + keyHead;
  }
}
