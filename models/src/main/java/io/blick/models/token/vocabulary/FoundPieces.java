package io.blick.models.token.vocabulary;

import java.util.Arrays;
import java.util.BitSet;

/**
 * The pieces that were found in a text, from left to right: of each its row and its range in the
 * text, in UTF-16 indices.
 */
public final class FoundPieces {
  private final BitSet begins = new BitSet();
  private final BitSet added = new BitSet();
  private int[] rows = new int[16];
  private int[] starts = new int[16];
  private int[] ends = new int[16];
  private int size;

  /** Adds a piece. */
  public void add(int row, int start, int end) {
    if (size == rows.length) {
      rows = Arrays.copyOf(rows, 2 * size);
      starts = Arrays.copyOf(starts, 2 * size);
      ends = Arrays.copyOf(ends, 2 * size);
    }
    rows[size] = row;
    place(size++, start, end);
  }

  /** Adds an added token that stands in the text; it is a word of its own. */
  public void addToken(int row, int start, int end) {
    beginWord();
    added.set(size);
    add(row, start, end);
    beginWord();
  }

  /** Lets a word begin with the piece that is added next. */
  public void beginWord() {
    begins.set(size);
  }

  /** Removes the pieces from a number on, those of a word that cannot be spelled to its end. */
  public void dropTo(int number) {
    size = number;
  }

  /** Gives a piece another range. */
  public void place(int i, int start, int end) {
    starts[i] = start;
    ends[i] = end;
  }

  public int size() {
    return size;
  }

  public int row(int i) {
    return rows[i];
  }

  public int start(int i) {
    return starts[i];
  }

  public int end(int i) {
    return ends[i];
  }

  /** Whether piece i is an added token. */
  public boolean isToken(int i) {
    return added.get(i);
  }

  /** Returns the first piece behind piece i with which a word was said to begin, or the end. */
  public int nextWord(int i) {
    int next = begins.nextSetBit(i + 1);
    return next < 0 ? size : Math.min(next, size);
  }
}
