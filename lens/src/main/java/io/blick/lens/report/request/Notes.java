package io.blick.lens.report.request;

import io.blick.lens.trace.Reading;
import io.blick.lens.trace.TextUnits;
import io.blick.lens.trace.UnitMatch;
import io.blick.models.text.TextModel;
import io.blick.models.token.Composition;
import io.blick.models.token.Encoding;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The notes of a result: sentences on what a reader should know beside the numbers. */
public final class Notes {
  private final Set<String> sentences = new LinkedHashSet<>();

  /** Starts without a note. */
  public Notes() {}

  /** Adds a sentence, unless it was added before. */
  public void add(String sentence) {
    sentences.add(sentence);
  }

  /**
   * Returns the index of the word that a name means, and adds a note if the name fits several.
   *
   * @throws io.blick.lens.trace.TextException if no word has the name; the message lists those that
   *     there are
   */
  public int find(TextUnits words, String name) {
    return find(words, name, "the text");
  }

  /**
   * Returns the index of the word that a name means, and adds a note if the name fits several.
   *
   * @param text what the note calls the text
   * @throws io.blick.lens.trace.TextException if no word has the name; the message lists those that
   *     there are
   */
  public int find(TextUnits words, String name, String text) {
    UnitMatch match = words.find(name);
    if (match.candidates() > 1) {
      add("%s stands in %s %d times; the first is meant, and %s#2 means the second"
          .formatted(name, text, match.candidates(), name));
    }
    return match.index();
  }

  /**
   * Adds a note if words of a text are unknown to the model only because they are decomposed (NFD).
   */
  public void addDecomposed(TextModel model, Reading reading) {
    addDecomposed(model, reading.segments(), reading.encoding());
  }

  /**
   * Adds the same note on a text that may be longer than what the model runs.
   *
   * @param segments the text, or a pair of them
   */
  public void addDecomposed(TextModel model, List<String> segments, Encoding encoding) {
    Composition.note(model.tokenizer(), segments, encoding).ifPresent(this::add);
  }

  /** Returns all sentences so far. */
  public List<String> all() {
    return List.copyOf(sentences);
  }
}
