package io.blick.lens.corpus;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The ids of a sentence's lines that are no words, checked for their places: a range such as
 * {@code 3-4} must stand right before its first word and overlap no other range; the empty nodes
 * {@code 3.1}, {@code 3.2} must stand right after word 3.
 *
 * @see <a href="https://universaldependencies.org/format.html">the format</a>
 */
final class NonWordIds {
  private static final String NUMBER = "(0|[1-9][0-9]{0,8})";
  private static final Pattern RANGE = Pattern.compile(NUMBER + "-" + NUMBER);
  private static final Pattern EMPTY = Pattern.compile(NUMBER + "\\." + NUMBER);

  private int rangeEnd;
  private long rangeLine;
  private int emptyNodesAfter;
  private int emptyNodes;

  /**
   * Checks the place of an id if it is that of a range or an empty node; returns whether it is.
   *
   * @param words number of words before it
   */
  boolean accept(String id, int words, long line) throws BadLine {
    Matcher range = RANGE.matcher(id);
    if (range.matches()) {
      range(id, Integer.parseInt(range.group(1)), Integer.parseInt(range.group(2)), words);
      rangeLine = line;
      return true;
    }
    Matcher empty = EMPTY.matcher(id);
    if (empty.matches()) {
      empty(id, Integer.parseInt(empty.group(1)), Integer.parseInt(empty.group(2)), words);
      return true;
    }
    return false;
  }

  private void range(String id, int first, int last, int words) throws BadLine {
    if (first != words + 1 || last <= first || first <= rangeEnd) {
      throw new BadLine("a range must stand before its first word, reach further, and meet no other"
          + " range; got " + QuotedText.of(id));
    }
    rangeEnd = last;
  }

  private void empty(String id, int word, int node, int words) throws BadLine {
    emptyNodes = word == emptyNodesAfter ? emptyNodes + 1 : 1;
    emptyNodesAfter = word;
    if (word != words || node != emptyNodes) {
      throw new BadLine("an empty node must stand behind its word, numbered from 1 on, such as"
          + " 3.1; got " + QuotedText.of(id));
    }
  }

  /** Whether the last range ends after the last word. */
  boolean rangeExceeds(int words) {
    return rangeEnd > words;
  }

  long rangeLine() {
    return rangeLine;
  }

  /** Returns the number of the last word of the last range. */
  int rangeEnd() {
    return rangeEnd;
  }
}
