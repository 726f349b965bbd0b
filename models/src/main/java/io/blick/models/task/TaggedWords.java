package io.blick.models.task;

import java.util.ArrayList;
import java.util.List;

/**
 * The words of a text with their tags, to be joined to spans.
 *
 * <p>{@code B-X} begins a span of X. {@code I-X} continues one, and begins one where the word
 * before has another type. A tag without such a prefix counts as I. {@code E-} and {@code L-} (the
 * last word of a span) count as I, {@code S-} and {@code U-} (a span of one word) as B. So joins
 * the token classification pipeline of transformers, which knows the first two prefixes alone.
 * Words of the type O are in no span.
 */
final class TaggedWords {
  private static final String OUTSIDE = "O";
  private static final String BEGINNING = "BSU";
  private static final String CONTINUING = "IEL";

  private final String text;
  private final List<TaggedSpan> spans = new ArrayList<>();
  private String type = OUTSIDE;
  private int start;
  private int end;
  private int words;
  private double sum;

  /** Begins with a text. */
  TaggedWords(String text) {
    this.text = text;
  }

  /**
   * Adds the next word.
   *
   * @param tag the tag as the model names it
   * @param probability that of the tag
   * @param from where the word begins in the text
   * @param to where it ends, exclusive
   */
  void add(String tag, double probability, int from, int to) {
    boolean prefixed = hasPrefix(tag, BEGINNING) || hasPrefix(tag, CONTINUING);
    String own = prefixed ? tag.substring(2) : tag;
    if (hasPrefix(tag, BEGINNING) || !own.equals(type) || words == 0) {
      endSpan();
      type = own;
      start = from;
    }
    end = to;
    words++;
    sum += probability;
  }

  private static boolean hasPrefix(String tag, String letters) {
    return tag.length() > 1 && tag.charAt(1) == '-' && letters.indexOf(tag.charAt(0)) >= 0;
  }

  private void endSpan() {
    if (words > 0 && !type.equals(OUTSIDE)) {
      spans.add(
          new TaggedSpan(type, text.substring(start, end), start, end, (float) (sum / words)));
    }
    words = 0;
    sum = 0;
  }

  /** Returns the spans of all words. */
  List<TaggedSpan> spans() {
    endSpan();
    return List.copyOf(spans);
  }
}
