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

/** What a reader should know beside the numbers of a result, as it comes up. */
public final class Notes {
  private final Set<String> sentences = new LinkedHashSet<>();

  /** Begins without any. */
  public Notes() {}

  /** Adds a sentence, unless it was added before. */
  public void add(String sentence) {
    sentences.add(sentence);
  }

  /**
   * Returns the word of a name, with a note if more than one is meant by it.
   *
   * @throws io.blick.lens.trace.TextException if there is none, saying which there are
   */
  public int find(TextUnits words, String name) {
    return find(words, name, "the text");
  }

  /**
   * Returns the word of a name, with a note if more than one is meant by it.
   *
   * @param text what the note calls the text
   * @throws io.blick.lens.trace.TextException if there is none, saying which there are
   */
  public int find(TextUnits words, String name, String text) {
    UnitMatch found = words.find(name);
    if (found.candidates() > 1) {
      add("%s stands in %s %d times; the first is meant, and %s#2 means the second"
          .formatted(name, text, found.candidates(), name));
    }
    return found.index();
  }

  /** Notes what of a text looks known and is not, since it is typed apart. */
  public void compositions(TextModel model, Reading reading) {
    compositions(model, reading.segments(), reading.encoding());
  }

  /** Notes it of a text that need not fit the model. */
  public void compositions(TextModel model, List<String> segments, Encoding encoding) {
    Composition.note(model.tokenizer(), segments, encoding).ifPresent(this::add);
  }

  /** Returns all sentences so far. */
  public List<String> all() {
    return List.copyOf(sentences);
  }
}
