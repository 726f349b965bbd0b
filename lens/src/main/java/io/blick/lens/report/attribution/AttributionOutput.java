package io.blick.lens.report.attribution;

import io.blick.lens.report.ablation.AblationMeasure;
import java.util.Arrays;
import java.util.Optional;

/** The output of a model that words are measured by. */
public enum AttributionOutput {
  /** The guesses for the masks that stand in a text. */
  GUESSES(AblationMeasure.GUESSES),
  /** The loss of the pieces of the other words, each masked in turn. */
  LOSS(AblationMeasure.LOSS),
  /** The classes of a text, or of a pair of texts. */
  CLASS(AblationMeasure.CLASS),
  /** The tags of the other words. */
  TAGS(AblationMeasure.TAGS),
  /** The answer to a question. */
  ANSWER(AblationMeasure.ANSWER),
  /** The vector of a text. */
  EMBEDDING(AblationMeasure.EMBEDDING),
  /** No head's: the output of each layer, as a map of which word is mixed into which. */
  MIXING();

  private final Optional<AblationMeasure> measure;

  AttributionOutput() {
    this.measure = Optional.empty();
  }

  AttributionOutput(AblationMeasure measure) {
    this.measure = Optional.of(measure);
  }

  /** Returns the output that has a measure. */
  static AttributionOutput of(AblationMeasure measure) {
    return Arrays.stream(values())
        .filter(output -> output.measure.equals(Optional.of(measure)))
        .findFirst()
        .orElseThrow();
  }

  /** Returns what ablation measures of the same output; empty for mixing, which is of no head. */
  public Optional<AblationMeasure> measure() {
    return measure;
  }
}
