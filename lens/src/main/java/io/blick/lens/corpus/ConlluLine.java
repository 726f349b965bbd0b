package io.blick.lens.corpus;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A line of CoNLL-U that is neither a comment nor blank.
 *
 * @param id column ID, of a word, a range or an empty node
 * @param form column FORM, as in the file
 * @param partOfSpeech column UPOS, as in the file
 * @param head column HEAD, as in the file
 * @param relation column DEPREL, as in the file
 * @param spaceAfter whether column MISC does not say {@code SpaceAfter=No}
 */
record ConlluLine(
    String id, String form, String partOfSpeech, String head, String relation, boolean spaceAfter) {
  private static final List<String> COLUMNS =
      List.of("ID", "FORM", "LEMMA", "UPOS", "XPOS", "FEATS", "HEAD", "DEPREL", "DEPS", "MISC");

  /** The columns that may hold spaces. */
  private static final List<String> SPACED = List.of("FORM", "LEMMA", "MISC");

  private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,8}");

  /** A relation, with its subtypes after colons. */
  private static final Pattern RELATION = Pattern.compile("[^:]+(:[^:]+)*+");

  static ConlluLine of(String line) throws BadLine {
    // With a limit, split keeps the empty columns at the end of a line.
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
    ConlluLine checked = of(columns);
    checked.checkNames();
    for (int i = 0; i < columns.length; i++) {
      require(!columns[i].isEmpty(), COLUMNS.get(i) + " must not be empty, but _", columns[i]);
    }
    return checked;
  }

  private static ConlluLine of(String[] columns) {
    boolean glued = List.of(columns[9].split("\\|", -1)).contains("SpaceAfter=No");
    return new ConlluLine(columns[0], columns[1], columns[3], columns[6], columns[7], !glued);
  }

  private void checkNames() throws BadLine {
    // A form of format characters only, such as a zero width space, occurs in treebanks as a word.
    require(
        !form.codePoints().allMatch(c -> Character.isSpaceChar(c) || Character.isISOControl(c)),
        "the form must not be empty",
        form);
    if (!id.contains("-") && !id.contains(".")) {
      require(
          !relation.isEmpty() && !relation.equals("_"), "the relation must have a name", relation);
      require(
          RELATION.matcher(relation).matches(),
          "the relation must have a name before and behind each colon",
          relation);
    }
  }

  /**
   * Returns the word of this line, if it is the line of a word.
   *
   * @param number number that the word must have, counted from 1
   * @param spaceAfter whether a space follows it in the text
   */
  SyntacticWord word(int number, long line, boolean spaceAfter) throws BadLine {
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
    return new SyntacticWord(
        form, Integer.parseInt(head), relation, line, partOfSpeech, spaceAfter);
  }

  /** Checks that the line, of a range or an empty node, has no place in the tree. */
  void checkOutsideTree() throws BadLine {
    String rule = "of a range or an empty node must be _";
    require(head.equals("_"), "the head " + rule, head);
    require(relation.equals("_"), "the relation " + rule, relation);
  }

  private static void require(boolean holds, String what, String got) throws BadLine {
    if (!holds) {
      throw new BadLine(what + "; got " + QuotedText.of(got));
    }
  }
}
