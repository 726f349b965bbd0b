package io.blick.lens.corpus;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A line of CoNLL-U that is neither a comment nor blank.
 *
 * @param id of a word, a range or an empty node
 * @param form as it stands
 * @param head as it stands
 * @param relation as it stands
 */
record ConlluLine(String id, String form, String head, String relation) {
  private static final List<String> COLUMNS =
      List.of("ID", "FORM", "LEMMA", "UPOS", "XPOS", "FEATS", "HEAD", "DEPREL", "DEPS", "MISC");

  /** The columns in which a space is part of the text. */
  private static final List<String> SPACED = List.of("FORM", "LEMMA", "MISC");

  private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,8}");

  /** A relation, and its subtypes behind colons. */
  private static final Pattern NAMED = Pattern.compile("[^:]+(:[^:]+)*+");

  /** Returns the fields of a line. */
  static ConlluLine of(String line) throws BadLine {
    // With a limit, a line of nothing but tabs is not cut to its end.
    String[] columns = line.split("\t", COLUMNS.size() + 1);
    if (columns.length != COLUMNS.size()) {
      throw new BadLine("a line must have 10 columns between tabs; got "
          + (columns.length > COLUMNS.size() ? "more" : columns.length));
    }
    for (int i = 0; i < columns.length; i++) {
      String name = COLUMNS.get(i);
      if (!SPACED.contains(name)) {
        require(
            columns[i].codePoints().noneMatch(QuotedText::isUnseen),
            name + " must have no spaces, nor other characters that are not seen",
            columns[i]);
      }
    }
    ConlluLine fields = new ConlluLine(columns[0], columns[1], columns[6], columns[7]);
    fields.checkNames();
    for (int i = 0; i < columns.length; i++) {
      require(!columns[i].isEmpty(), COLUMNS.get(i) + " must not be empty, but _", columns[i]);
    }
    return fields;
  }

  private void checkNames() throws BadLine {
    // One of format characters alone, a zero width space say, stands in treebanks as a word.
    require(
        !form.codePoints().allMatch(c -> Character.isSpaceChar(c) || Character.isISOControl(c)),
        "the form must not be empty",
        form);
    if (!id.contains("-") && !id.contains(".")) {
      require(
          !relation.isEmpty() && !relation.equals("_"), "the relation must have a name", relation);
      require(
          NAMED.matcher(relation).matches(),
          "the relation must have a name before and behind each colon",
          relation);
    }
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
    require(NUMBER.matcher(head).matches(), "the head must be a whole number from 0 on", head);
    require(!head.equals(id), "the head must not be the word itself", head);
    boolean root = relation.equals("root") || relation.startsWith("root:");
    require(
        root == head.equals("0"),
        "the relation must be root where the head is 0, and nowhere else",
        relation + " with the head " + head);
    return new SyntacticWord(form, Integer.parseInt(head), relation, line);
  }

  /** Checks that these, of a range or an empty node, have no place in the tree. */
  void checkOutside() throws BadLine {
    String whose = "of a range or an empty node must be _";
    require(head.equals("_"), "the head " + whose, head);
    require(relation.equals("_"), "the relation " + whose, relation);
  }

  private static void require(boolean holds, String what, String got) throws BadLine {
    if (!holds) {
      throw new BadLine(what + "; got " + QuotedText.of(got));
    }
  }
}
