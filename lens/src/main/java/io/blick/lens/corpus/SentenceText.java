package io.blick.lens.corpus;

import io.blick.lens.argument.Required;
import java.util.ArrayList;
import java.util.List;

/**
 * The text of a treebank's sentence: its syntactic words, with spaces between them where the file
 * has some. (Where a word of the text is several syntactic ones, as Spanish <i>del</i> is <i>de</i>
 * and <i>el</i>, it shows those, since a model is given those.)
 *
 * @param text the whole
 * @param words of each word its place in it
 */
public record SentenceText(String text, List<Span> words) {

  /** Copies the list. */
  public SentenceText {
    Required.of("sentence", "text", text);
    words = Required.all("sentence", "words", words);
  }

  /**
   * A part of a text.
   *
   * @param start position of its first UTF-16 unit
   * @param end position behind its last
   */
  public record Span(int start, int end) {}

  /** Returns the text of words. */
  public static SentenceText of(List<SyntacticWord> words) {
    StringBuilder text = new StringBuilder();
    List<Span> spans = new ArrayList<>();
    boolean space = false;
    for (SyntacticWord word : Required.all("sentence", "words", words)) {
      text.append(space ? " " : "");
      spans.add(new Span(text.length(), text.length() + word.form().length()));
      text.append(word.form());
      space = word.spaceAfter();
    }
    return new SentenceText(text.toString(), spans);
  }

  /** Returns a word. */
  public String word(int index) {
    Span span = words.get(index);
    return text.substring(span.start, span.end);
  }
}
