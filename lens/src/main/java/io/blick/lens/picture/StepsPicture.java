package io.blick.lens.picture;

import io.blick.lens.picture.steps.StepsText;
import io.blick.lens.picture.steps.StepsView;
import io.blick.lens.text.Terminal;
import io.blick.lens.trace.QueryOrigin;
import io.blick.lens.trace.Steps;
import java.util.List;
import java.util.Optional;

/**
 * The four steps of attention for one word and one head, with their numbers, explained for a reader
 * who sees the formula for the first time.
 *
 * @param model name of the model
 * @param word the word that looks
 * @param steps steps of one of its pieces, or their means
 * @param pieces indices of all pieces of that word
 * @param words the words of the text, as they are shown; empty if they are not known
 * @param origin where the query comes from; empty if that is not known
 */
public record StepsPicture(
    String model,
    String word,
    Steps steps,
    List<Integer> pieces,
    List<String> words,
    Optional<QueryOrigin> origin) {

  /** Copies the lists. */
  public StepsPicture {
    pieces = List.copyOf(pieces);
    words = List.copyOf(words);
  }

  /** Makes the picture of a word of which no other piece is known. */
  public StepsPicture(String model, String word, Steps steps) {
    this(model, word, steps, steps.pieces(), List.of(), Optional.empty());
  }

  /** Returns lines of text, each ended by a line feed. */
  public String text(Terminal terminal) {
    return StepsText.of(view(), terminal);
  }

  private StepsView view() {
    return new StepsView(model, word, steps, pieces, words, origin, Caution.TEXT);
  }
}
