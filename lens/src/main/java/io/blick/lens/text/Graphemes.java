package io.blick.lens.text;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Graphemes, what a reader takes for one character: a letter with its marks, a syllable of
 * conjoining Hangul, a flag, emoji held together by joiners (extended grapheme clusters, Unicode
 * Standard Annex 29).
 */
public final class Graphemes {
  private Graphemes() {}

  /** Returns the graphemes of a text, in order; joined, they are the text. */
  public static List<String> of(String text) {
    BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);
    characters.setText(text);
    List<String> graphemes = new ArrayList<>();
    int start = characters.first();
    for (int end = characters.next(); end != BreakIterator.DONE; end = characters.next()) {
      graphemes.add(text.substring(start, end));
      start = end;
    }
    return graphemes;
  }

  /**
   * Returns the end of the grapheme that {@code at} is inside; {@code at} itself if it is between
   * two graphemes.
   *
   * @param at a UTF-16 index, from 0 to the length
   * @return a UTF-16 index, exclusive
   */
  public static int end(String text, int at) {
    BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);
    characters.setText(text);
    return characters.isBoundary(at) ? at : characters.following(at);
  }
}
