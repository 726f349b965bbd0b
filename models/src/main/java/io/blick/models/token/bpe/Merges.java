package io.blick.models.token.bpe;

import io.blick.models.format.Escaped;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Which two pieces may be put together, and to which piece; of the least rank comes first. A pair
 * is looked up without allocation.
 */
public final class Merges {
  /** No such merge; not an optional, since looking up pairs must allocate nothing. */
  static final int NONE = -1;

  // Without an attack no run of occupied slots comes near this length.
  private static final int LONGEST_RUN = 1000;

  private final int[] made;
  private final int[] ranks;
  private final long[] pairs;
  // A hash table: index + 1, or 0 where free; its size is a power of two, at least twice the pairs.
  private final int[] slots;

  /**
   * Builds the table; of equal pairs the last counts, as in the Hugging Face tokenizer.
   *
   * @param pairs the rows of the two pieces, the left one in the upper half
   * @param made the row of the piece that each pair becomes
   * @throws IllegalArgumentException if the pairs are made to collide
   */
  public Merges(long[] pairs, int... made) {
    this(pairs, made, IntStream.range(0, made.length).toArray());
  }

  /**
   * Builds the table of pairs in any order; of equal ones the last counts.
   *
   * @param pairs the rows of the two pieces, the left one in the upper half
   * @param made the row of the piece that each pair becomes
   * @param ranks the rank of each pair; of those that have the same, the left one in a word counts
   * @throws IllegalArgumentException if the pairs are made to collide
   */
  public Merges(long[] pairs, int[] made, int... ranks) {
    this.pairs = pairs.clone();
    this.made = made.clone();
    this.ranks = ranks.clone();
    this.slots = new int[Integer.highestOneBit(Math.max(1, pairs.length)) << 2];
    for (int i = 0; i < pairs.length; i++) {
      put(i);
    }
  }

  /**
   * Builds the table of merges given by their spellings.
   *
   * @param vocabulary the pieces; both of a merge, and what they become, must be among them
   * @param lefts the left piece of each merge
   * @param rights the right piece of each
   * @throws IllegalArgumentException if one is no piece, or the pairs are made to collide
   */
  public static Merges of(BytePieces vocabulary, List<String> lefts, List<String> rights) {
    long[] pairs = new long[lefts.size()];
    int[] made = new int[pairs.length];
    for (int i = 0; i < pairs.length; i++) {
      String left = lefts.get(i);
      String right = rights.get(i);
      pairs[i] = pair(row(vocabulary, left, i), row(vocabulary, right, i));
      made[i] = row(vocabulary, left + right, i);
    }
    return new Merges(pairs, made);
  }

  private static int row(BytePieces vocabulary, String piece, int merge) {
    OptionalInt row = vocabulary.row(piece);
    if (row.isEmpty()) {
      throw new IllegalArgumentException(
          "merges must be of pieces of the vocabulary; got %s in merge %d, which is none"
              .formatted(Escaped.quoted(piece), merge));
    }
    return row.getAsInt();
  }

  /** Returns a pair of rows as one number. */
  public static long pair(int left, int right) {
    return ((long) left << Integer.SIZE) | right;
  }

  private void put(int i) {
    int slot = slot(pairs[i]);
    int run = 0;
    while (slots[slot] != 0 && pairs[slots[slot] - 1] != pairs[i]) {
      slot = (slot + 1) & (slots.length - 1);
      run++;
      if (run > LONGEST_RUN) {
        throw new IllegalArgumentException(
            "merges must be of pieces in use; got %d made to collide".formatted(run));
      }
    }
    slots[slot] = i + 1;
  }

  /** Returns the rank of a pair, or {@link #NONE}. */
  int rank(int left, int right) {
    int i = find(left, right);
    return i < 0 ? NONE : ranks[i];
  }

  /** Returns the row of the piece that a pair becomes, which has a rank. */
  int made(int left, int right) {
    return made[find(left, right)];
  }

  private int find(int left, int right) {
    long pair = pair(left, right);
    int slot = slot(pair);
    while (slots[slot] != 0) {
      if (pairs[slots[slot] - 1] == pair) {
        return slots[slot] - 1;
      }
      slot = (slot + 1) & (slots.length - 1);
    }
    return NONE;
  }

  private int slot(long pair) {
    long mixed = pair * 0x9E3779B97F4A7C15L;
    mixed = (mixed ^ (mixed >>> 32)) * 0xD6E8FEB86659FD93L;
    return (int) (mixed >>> 33) & (slots.length - 1);
  }
}
