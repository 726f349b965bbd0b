package io.blick.lens.corpus;

/**
 * A text with a pronoun and two names, and which of them the pronoun means.
 *
 * @param id the corpus's own name for it
 * @param text one or a few sentences
 * @param pronoun where it stands
 * @param a where the first name stands
 * @param meansA whether the pronoun means a
 * @param b where the other name stands
 * @param meansB whether the pronoun means b
 */
public record GapExample(
    String id, String text, Mention pronoun, Mention a, boolean meansA, Mention b, boolean meansB) {

  /** Whether exactly one of the two names is right. */
  public boolean decided() {
    return meansA != meansB;
  }

  /**
   * A place in a text.
   *
   * @param text what stands there
   * @param start where it begins, a UTF-16 index
   */
  public record Mention(String text, int start) {

    /** Returns where it ends, exclusive, a UTF-16 index. */
    public int end() {
      return start + text.length();
    }
  }
}
