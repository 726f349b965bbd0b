package io.blick.lens.report.attribution;

import io.blick.lens.argument.Required;
import java.util.OptionalDouble;

/**
 * The measured influence of a word or a piece of the text.
 *
 * @param index its index among all units, those that the model adds included
 * @param text its characters
 * @param in which text it stands in: {@code text}, {@code second} or {@code question}
 * @param start where it begins there, a UTF-16 index
 * @param end where it ends, exclusive
 * @param distance how far apart the outputs as the model is and without it are; of mixing how much
 *     of it is mixed into the words, the mean over them; empty if it is not measured
 * @param fall by how much the score of the first guess, class or answer is less without it; of a
 *     loss by how much ln p of the other pieces is less; empty if there is none
 * @param attention mean weight on it over all heads and layers, from where the output is read
 * @param rollout its share in the rollout over all layers, from there
 */
public record AttributedWord(
    int index,
    String text,
    String in,
    int start,
    int end,
    OptionalDouble distance,
    OptionalDouble fall,
    double attention,
    double rollout) {
  /** Checks that nothing is missing. */
  public AttributedWord {
    Required.of("attribute", "text", text);
    Required.of("attribute", "name of its text", in);
    Required.of("attribute", "distance", distance);
    Required.of("attribute", "fall", fall);
  }
}
