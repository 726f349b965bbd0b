package io.blick.lens.picture;

import io.blick.lens.picture.steps.StepsSvg;
import io.blick.lens.picture.steps.StepsText;
import io.blick.lens.picture.steps.StepsView;
import io.blick.lens.text.Terminal;
import io.blick.lens.trace.QueryOrigin;
import io.blick.lens.trace.Steps;
import io.blick.lens.trace.TextUnits;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The four steps of attention for one word and one head, with their numbers, explained for a reader
 * who sees the formula for the first time.
 */
public final class StepsPicture implements Picture {
  private final StepsView view;

  private StepsPicture(StepsView view) {
    this.view = view;
  }

  /**
   * Makes the picture of a word of which nothing else is known.
   *
   * @param model name of the model
   * @param word the word that looks
   * @param steps steps of its only piece
   */
  public StepsPicture(String model, String word, Steps steps) {
    this(new StepsView(
        model, word, steps, steps.pieces(), 1, List.of(), Optional.empty(), Caution.TEXT));
  }

  /**
   * Makes the picture of a word of a text.
   *
   * @param model name of the model
   * @param words the words of the text
   * @param word index of the word that looks
   * @param steps steps of one of its pieces, or their means
   * @param origin where the query comes from; empty if that is not known
   */
  public static StepsPicture of(
      String model, TextUnits words, int word, Steps steps, Optional<QueryOrigin> origin) {
    List<StepsView.LookedAt> all = IntStream.range(0, words.size())
        .mapToObj(i -> new StepsView.LookedAt(words.surface(i), words.number(i), words.pieces(i)))
        .toList();
    return new StepsPicture(new StepsView(
        model,
        words.surface(word),
        steps,
        words.pieces(word),
        words.number(word),
        all,
        origin,
        Caution.TEXT));
  }

  @Override
  public String text(Terminal terminal) {
    return StepsText.of(view, terminal);
  }

  @Override
  public String svg() {
    return StepsSvg.of(view);
  }
}
