package io.blick.lens.corpus;

import java.util.regex.Pattern;

/**
 * A line of CoNLL-U that is neither a comment nor blank.
 *
 * @param id of a word, a range or an empty node
 * @param form as it stands
 * @param head as it stands
 * @param relation as it stands
 */
record Fields(String id, String form, String head, String relation) {
  private static final int COLUMNS = 10;
  private static final Pattern NO_WORD = Pattern.compile("[0-9]+[-.][0-9]+");
  private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,8}");
  private static final int LONGEST_SHOWN = 40;

  /** Returns the fields of a line. */
  static Fields of(String line) throws BadLine {
    // With a limit, a line of nothing but tabs is not cut to its end.
    String[] columns = line.split("\t", COLUMNS + 1);
    if (columns.length != COLUMNS) {
      throw new BadLine("a line must have 10 columns between tabs; got "
          + (columns.length > COLUMNS ? "more" : columns.length));
    }
    return new Fields(columns[0], columns[1], columns[6], columns[7]);
  }

  /** Whether it is a range such as 3-4 or an empty node such as 3.1. */
  boolean skipped() {
    return NO_WORD.matcher(id).matches();
  }

  /**
   * Checks that these are a word's.
   *
   * @param number its number, counted from 1
   */
  SyntacticWord word(int number, long line) throws BadLine {
    require(
        id.equals(Integer.toString(number)),
        "the id must be %d, or a range such as 3-4, or an empty node such as 3.1".formatted(number),
        id);
    require(!form.isEmpty(), "the form must not be empty", form);
    require(NUMBER.matcher(head).matches(), "the head must be a whole number from 0 on", head);
    require(!head.equals(id), "the head must not be the word itself", head);
    require(
        !relation.isEmpty() && !relation.equals("_"), "the relation must have a name", relation);
    return new SyntacticWord(form, Integer.parseInt(head), relation, line);
  }

  private static void require(boolean holds, String what, String got) throws BadLine {
    if (!holds) {
      throw new BadLine(what + "; got " + shown(got));
    }
  }

  private static String shown(String field) {
    if (field.isEmpty()) {
      return "''";
    }
    int shown = Math.min(LONGEST_SHOWN, field.codePointCount(0, field.length()));
    int end = field.offsetByCodePoints(0, shown);
    return end == field.length() ? field : field.substring(0, end) + "…";
  }
}
