package io.blick.models.token.unicode;

/** No normalisation. A lone surrogate, which is no character, becomes U+FFFD. */
public record Unchanged() implements Normaliser {
  private static final int REPLACEMENT = 0xFFFD;

  @Override
  public AlignedText apply(String text, int from, int to) {
    AlignedText read = new AlignedText(to - from);
    int next;
    for (int i = from; i < to; i = next) {
      int code = text.codePointAt(i);
      next = i + Character.charCount(code);
      boolean lone = code >= Character.MIN_SURROGATE && code <= Character.MAX_SURROGATE;
      read.add(lone ? REPLACEMENT : code, i, next);
    }
    return read;
  }
}
