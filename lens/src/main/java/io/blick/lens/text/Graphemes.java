package io.blick.lens.text;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a reader takes for one character: a letter with its marks, a syllable of conjoining Hangul,
 * a flag, emoji that joiners hold together (extended grapheme clusters, Unicode Standard Annex 29).
 */
public final class Graphemes {
  private Graphemes() {}

  /** Returns the characters of a text, in order; together they are the text. */
  public static List<String> of(String text) {
    BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);
    characters.setText(text);
    List<String> all = new ArrayList<>();
    int start = characters.first();
    for (int end = characters.next(); end != BreakIterator.DONE; end = characters.next()) {
      all.add(text.substring(start, end));
      start = end;
    }
    return all;
  }

  /**
   * Returns where the character ends in which {@code at} is, {@code at} itself where one ends
   * there.
   *
   * @param at a UTF-16 index, from 0 to the length
   */
  public static int end(String text, int at) {
    BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);
    characters.setText(text);
    return characters.isBoundary(at) ? at : characters.following(at);
  }
}
