package io.blick.models.token.added;

import io.blick.models.format.json.JsonFields;

/**
 * A piece beside the vocabulary proper: it is found in the text before words are cut, and never
 * inside of one that is.
 *
 * @param spelling how it is written
 * @param wholeWord whether it counts only where no letter or digit stands next to it
 * @param takesLeft whether white space before it belongs to it
 * @param takesRight whether white space behind it belongs to it
 * @param normalised whether it is found in the normalised text, itself normalised likewise, and not
 *     in the text as typed
 */
public record AddedToken(
    String spelling, boolean wholeWord, boolean takesLeft, boolean takesRight, boolean normalised) {

  /** Returns one that is found as typed, such as {@code [MASK]}. */
  public static AddedToken typed(String spelling) {
    return new AddedToken(spelling, false, false, false, false);
  }

  /** Reads one with its flags; one that is special is found as typed unless it says otherwise. */
  public static AddedToken read(JsonFields fields, boolean special) {
    String spelling = spelling(fields, "content", fields.text("content", ""));
    return new AddedToken(
        spelling,
        fields.flag("single_word", false),
        fields.flag("lstrip", false),
        fields.flag("rstrip", false),
        fields.flag("normalized", !fields.flag("special", special)));
  }

  /** Returns the row of a token, in a field that must be there. */
  public static int row(JsonFields fields, String field) {
    return fields.requiredNumber(field, 0, Integer.MAX_VALUE - 1);
  }

  /**
   * Returns the spelling of a token, which must be some text.
   *
   * @param fields where it stands
   * @param field in which it stands, for errors
   */
  public static String spelling(JsonFields fields, String field, String spelling) {
    if (spelling.isEmpty()) {
      throw fields.wrong(field, "a string that is not empty", fields.object().path(field));
    }
    if (spelling.codePoints().anyMatch(c -> Character.getType(c) == Character.SURROGATE)) {
      throw fields.wrong("pieces must be Unicode; got a lone surrogate in " + fields.path(field));
    }
    return spelling;
  }
}
