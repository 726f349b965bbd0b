package io.blick.models.token.unicode;

/**
 * BERT's normalisation of a text before it is split into words; its steps in this order.
 *
 * @param clean whether control characters are removed and white space is replaced by spaces
 * @param spaceIdeographs whether spaces are put around each ideograph
 * @param stripAccents whether characters are decomposed and lose their accents
 * @param lowerCase whether letters are converted to lower case
 */
public record Normalisation(
    boolean clean, boolean spaceIdeographs, boolean stripAccents, boolean lowerCase)
    implements Normaliser {
  private static final int CAPITAL_I_WITH_DOT = 0x130;
  private static final int DOT_ABOVE = 0x307;

  /** Returns the normalisation of cased models. */
  public static Normalisation cased() {
    return new Normalisation(true, true, false, false);
  }

  /**
   * Returns the normalisation of uncased models, which have neither capital letters nor accents.
   */
  public static Normalisation uncased() {
    return new Normalisation(true, true, true, true);
  }

  @Override
  public AlignedText apply(String text, int from, int to) {
    AlignedText result = read(text, from, to);
    if (stripAccents) {
      result = Accents.strip(result);
    }
    return lowerCase ? lower(result) : result;
  }

  private AlignedText read(String text, int from, int to) {
    AlignedText read = new AlignedText(to - from);
    int next;
    for (int i = from; i < to; i = next) {
      int code = text.codePointAt(i);
      next = i + Character.charCount(code);
      if (Character.getType(code) == Character.SURROGATE) {
        code = 0xFFFD;
      }
      if (clean && CharacterKinds.isControl(code)) {
        continue;
      }
      addSpaced(read, clean && CharacterKinds.isWhiteSpace(code) ? ' ' : code, i, next);
    }
    return read;
  }

  private void addSpaced(AlignedText read, int code, int start, int end) {
    boolean alone = spaceIdeographs && CharacterKinds.isIdeograph(code);
    if (alone) {
      read.add(' ', start, end);
    }
    read.add(code, start, end);
    if (alone) {
      read.add(' ', start, end);
    }
  }

  private static AlignedText lower(AlignedText text) {
    AlignedText lower = new AlignedText(text.size());
    for (int i = 0; i < text.size(); i++) {
      int code = text.code(i);
      lower.add(Unicode16.lowerCase(code), text.start(i), text.end(i));
      // The only letter whose lower-case form is two code points in every language.
      if (code == CAPITAL_I_WITH_DOT) {
        lower.add(DOT_ABOVE, text.start(i), text.end(i));
      }
    }
    return lower;
  }
}
