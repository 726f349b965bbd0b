package io.blick.models.token.unicode;

import java.util.Arrays;

/** What is done to a text before it is cut; every code point keeps its place in the text. */
public sealed interface Normaliser permits Normalisation, Unchanged, Composed, Rewritten {

  /** Normalises a part of a text; every code point keeps its place in the whole text. */
  AlignedText apply(String text, int from, int to);

  /** Returns the code points of a spelling after normalisation. */
  default int[] codePoints(String spelling) {
    AlignedText text = apply(spelling, 0, spelling.length());
    return Arrays.copyOf(text.codes(), text.size());
  }
}
