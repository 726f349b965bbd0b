package io.blick.models.token.vocabulary;

import io.blick.models.token.unicode.AlignedText;

/** Cuts the words of a text into pieces, one after another. For one thread. */
@FunctionalInterface
public interface PieceCutter {

  /** Cuts a word; one of no characters has no pieces. */
  void cut(AlignedText text, int from, int to);
}
