package io.blick.lens.corpus;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the ranges and empty nodes of a sentence stand: a range such as {@code 3-4} right before
 * its first word, not across another; the empty nodes {@code 3.1}, {@code 3.2} right behind word 3.
 *
 * @see <a href="https://universaldependencies.org/format.html">the format</a>
 */
final class Ids {
  private static final String NUMBER = "(0|[1-9][0-9]{0,8})";
  private static final Pattern RANGE = Pattern.compile(NUMBER + "-" + NUMBER);
  private static final Pattern EMPTY = Pattern.compile(NUMBER + "\\." + NUMBER);

  private int rangeEnd;
  private long rangeLine;
  private int emptyWord;
  private int emptyNodes;

  /**
   * Takes the id of a range or an empty node; returns whether it is one.
   *
   * @param words how many words stand before it
   */
  boolean take(String id, int words, long line) throws BadLine {
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
    emptyNodes = word == emptyWord ? emptyNodes + 1 : 1;
    emptyWord = word;
    if (word != words || node != emptyNodes) {
      throw new BadLine("an empty node must stand behind its word, numbered from 1 on, such as"
          + " 3.1; got " + QuotedText.of(id));
    }
  }

  /** Whether the last range reaches behind the last word. */
  boolean reachesBehind(int words) {
    return rangeEnd > words;
  }

  /** Returns the line of the last range. */
  long rangeLine() {
    return rangeLine;
  }

  /** Returns the last word of the last range. */
  int rangeEnd() {
    return rangeEnd;
  }
}
