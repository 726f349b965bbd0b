package io.blick.lens.corpus;

/**
 * An example of GAP: a text with a pronoun and two names, and which of them the pronoun means.
 *
 * @param id name of the example in the corpus
 * @param text one or a few sentences
 * @param pronoun the pronoun
 * @param a the first name
 * @param meansA whether the pronoun means a
 * @param b the other name
 * @param meansB whether the pronoun means b
 */
public record GapExample(
    String id, String text, Mention pronoun, Mention a, boolean meansA, Mention b, boolean meansB) {

  /** Whether the pronoun means exactly one of the two names. */
  public boolean decided() {
    return meansA != meansB;
  }

  /**
   * A mention in a text.
   *
   * @param text characters of the mention
   * @param start index of the first of them, in UTF-16
   */
  public record Mention(String text, int start) {

    /** Returns the index after the last character, in UTF-16. */
    public int end() {
      return start + text.length();
    }
  }
}
