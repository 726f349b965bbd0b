package io.blick.models.token.unicode;

/** A step by which characters of a text are replaced. Each that comes out keeps a place in it. */
public sealed interface RewriteStep {

  /** Returns the text after the step; it may be the text itself. */
  AlignedText apply(AlignedText text);

  /**
   * A character before a text that is not empty, in the place of the text's first.
   *
   * @param code the character
   */
  record Prepend(int code) implements RewriteStep {
    @Override
    public AlignedText apply(AlignedText text) {
      return text.size() == 0 ? text : text.after(code, 0, text.size());
    }
  }

  /**
   * Another character for each blank.
   *
   * @param code the character
   */
  record Blanks(int code) implements RewriteStep {
    @Override
    public AlignedText apply(AlignedText text) {
      AlignedText replaced = new AlignedText(text.size());
      for (int i = 0; i < text.size(); i++) {
        replaced.add(text.code(i) == ' ' ? code : text.code(i), text.start(i), text.end(i));
      }
      return replaced;
    }
  }

  /**
   * One character for two blanks or more in a row, in the place of the last.
   *
   * @param code the character
   */
  record BlankRuns(int code) implements RewriteStep {
    @Override
    public AlignedText apply(AlignedText text) {
      AlignedText replaced = new AlignedText(text.size());
      int next;
      for (int i = 0; i < text.size(); i = next) {
        next = i + 1;
        while (text.code(i) == ' ' && next < text.size() && text.code(next) == ' ') {
          next++;
        }
        int last = next - 1;
        replaced.add(last > i ? code : text.code(i), text.start(last), text.end(last));
      }
      return replaced;
    }
  }

  /**
   * No white space at the ends.
   *
   * @param left whether it goes from the beginning
   * @param right whether it goes from the end
   */
  record Strip(boolean left, boolean right) implements RewriteStep {
    @Override
    public AlignedText apply(AlignedText text) {
      int from = 0;
      int to = text.size();
      while (left && from < to && CharacterKinds.isWhiteSpace(text.code(from))) {
        from++;
      }
      while (right && from < to && CharacterKinds.isWhiteSpace(text.code(to - 1))) {
        to--;
      }
      return text.part(from, to);
    }
  }

  /**
   * Characters replaced as a table says.
   *
   * @param table the table
   */
  record Mapped(Charsmap table) implements RewriteStep {
    @Override
    public AlignedText apply(AlignedText text) {
      return table.apply(text);
    }
  }
}
