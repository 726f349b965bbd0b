package io.blick.models.token.bpe;

import java.util.Arrays;

/**
 * The symbols of a word, which are merged: always the pair of the least rank, and of those with the
 * same rank the left one. A queue holds the pairs that may be merged, so that a word of n bytes
 * takes O(n log n); what no longer stands in the word is passed over when it comes.
 *
 * @see <a href="https://aclanthology.org/P16-1162/">Sennrich et al. 2016, algorithm 1</a>
 */
final class Symbols {
  private static final int END = -1;
  private static final int GONE = -1;

  private final Merges merges;
  private int[] rows = new int[32];
  // The first byte of each symbol, and its end; between two there may be bytes of none.
  private int[] starts = new int[32];
  private int[] ends = new int[32];
  private int[] before = new int[32];
  private int[] after = new int[32];
  // A heap: the rank of a merge in the upper half, its left symbol in the lower.
  private long[] queue = new long[32];
  private int waiting;
  private int size;

  Symbols(Merges merges) {
    this.merges = merges;
  }

  /** Begins a word. */
  void clear() {
    size = 0;
    waiting = 0;
  }

  /** Adds a symbol; those of a word stand in order. */
  void add(int row, int start, int end) {
    if (size == rows.length) {
      rows = Arrays.copyOf(rows, 2 * size);
      before = Arrays.copyOf(before, 2 * size);
      after = Arrays.copyOf(after, 2 * size);
      starts = Arrays.copyOf(starts, 2 * size);
      ends = Arrays.copyOf(ends, 2 * size);
    }
    rows[size] = row;
    starts[size] = start;
    ends[size] = end;
    before[size] = size - 1;
    after[size] = size + 1;
    size++;
  }

  /** Merges pairs until none is left that may be. */
  void merge() {
    if (size == 0) {
      return;
    }
    after[size - 1] = END;
    for (int i = 0; i + 1 < size; i++) {
      offer(i, i + 1);
    }
    while (waiting > 0) {
      long first = poll();
      int rank = (int) (first >>> Integer.SIZE);
      int left = (int) first;
      int right = rows[left] == GONE ? END : after[left];
      if (right != END && merges.rank(rows[left], rows[right]) == rank) {
        join(left, right, merges.made(rows[left], rows[right]));
      }
    }
  }

  private void join(int left, int right, int made) {
    rows[left] = made;
    ends[left] = ends[right];
    rows[right] = GONE;
    after[left] = after[right];
    if (after[left] != END) {
      before[after[left]] = left;
      offer(left, after[left]);
    }
    if (before[left] != END) {
      offer(before[left], left);
    }
  }

  private void offer(int left, int right) {
    int rank = merges.rank(rows[left], rows[right]);
    if (rank == Merges.NONE) {
      return;
    }
    if (waiting == queue.length) {
      queue = Arrays.copyOf(queue, 2 * waiting);
    }
    long item = ((long) rank << Integer.SIZE) | left;
    int at = waiting++;
    while (at > 0 && queue[(at - 1) / 2] > item) {
      queue[at] = queue[(at - 1) / 2];
      at = (at - 1) / 2;
    }
    queue[at] = item;
  }

  private long poll() {
    long first = queue[0];
    long last = queue[--waiting];
    int at = 0;
    int child = 1;
    while (child < waiting) {
      if (child + 1 < waiting && queue[child + 1] < queue[child]) {
        child++;
      }
      if (queue[child] >= last) {
        break;
      }
      queue[at] = queue[child];
      at = child;
      child = 2 * at + 1;
    }
    queue[at] = last;
    return first;
  }

  /** Returns the symbol behind another, or a negative number if that is the last. */
  int next(int symbol) {
    return after[symbol];
  }

  boolean isEmpty() {
    return size == 0;
  }

  int row(int symbol) {
    return rows[symbol];
  }

  /** Returns the first byte of a symbol. */
  int start(int symbol) {
    return starts[symbol];
  }

  /** Returns the end of a symbol in bytes, exclusive. */
  int end(int symbol) {
    return ends[symbol];
  }
}
