package io.blick.models.token.added;

import io.blick.models.format.json.JsonFields;

/**
 * A token added to a vocabulary: it is found in the text before words are split off, and never
 * inside another added token.
 *
 * @param spelling its spelling
 * @param wholeWord whether it is recognized only where no word character is next to it
 * @param takesLeft whether it includes white space before it
 * @param takesRight whether it includes white space after it
 * @param normalised whether its normalised spelling is searched for in the normalised text, and not
 *     its spelling in the text as typed
 * @param special whether it is no text, such as {@code [MASK]}, and is left out of what is read
 */
public record AddedToken(
    String spelling,
    boolean wholeWord,
    boolean takesLeft,
    boolean takesRight,
    boolean normalised,
    boolean special) {

  /** Returns a special token that is found as typed, such as {@code [MASK]}. */
  public static AddedToken typed(String spelling) {
    return new AddedToken(spelling, false, false, false, false, true);
  }

  /**
   * Reads a token with its flags; a special token is found as typed unless it says otherwise.
   *
   * @param otherwise whether it is special if it does not say it
   */
  public static AddedToken read(JsonFields fields, boolean otherwise) {
    String spelling = spelling(fields, "content", fields.text("content", ""));
    boolean special = fields.flag("special", otherwise);
    return new AddedToken(
        spelling,
        fields.flag("single_word", false),
        fields.flag("lstrip", false),
        fields.flag("rstrip", false),
        fields.flag("normalized", !special),
        special);
  }

  /** Returns the row of a token from a field, which must exist. */
  public static int row(JsonFields fields, String field) {
    return fields.requiredNumber(field, 0, Integer.MAX_VALUE - 1);
  }

  /**
   * Returns the spelling of a token, which must be neither empty nor malformed.
   *
   * @param fields the object that contains it
   * @param field the field that contains it, for errors
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
