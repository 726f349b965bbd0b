package io.blick.lens.report.heads;

import io.blick.lens.corpus.SentencePlace;
import io.blick.lens.corpus.SentenceText;
import io.blick.lens.text.Visible;
import java.util.Map;
import java.util.TreeMap;

/** A sentence for people, with marks around some of its words. */
final class MarkedSentence {
  /** Around the word that looks. */
  static final String LOOKS = "›%s‹";

  /** Around a word that is right. */
  static final String RIGHT = "[%s]";

  /** Around a word that is looked at and not right. */
  static final String WRONG = "*%s*";

  private final SentenceText sentence;
  private final Map<Integer, String> marks = new TreeMap<>();

  MarkedSentence(SentenceText sentence) {
    this.sentence = sentence;
  }

  /** Marks a word. */
  MarkedSentence mark(int word, String mark) {
    marks.put(word, mark);
    return this;
  }

  /** Returns the text, safe to show. */
  String text() {
    StringBuilder shown = new StringBuilder();
    int end = 0;
    for (Map.Entry<Integer, String> mark : marks.entrySet()) {
      SentenceText.Span span = sentence.words().get(mark.getKey());
      shown
          .append(Visible.text(sentence.text().substring(end, span.start())))
          .append(mark.getValue().formatted(Visible.text(sentence.word(mark.getKey()))));
      end = span.end();
    }
    return shown.append(Visible.text(sentence.text().substring(end))).toString();
  }

  /** Returns the name of a place, safe to show: its id, or its number. */
  static String name(SentencePlace place) {
    return Visible.text(place.id().orElse("sentence " + place.number()));
  }
}
