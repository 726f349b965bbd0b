package io.blick.lens.report.attribution;

import io.blick.lens.report.ablation.AblationMeasure;
import java.util.Optional;

/** The output of a model that words are measured by. */
public enum AttributionOutput {
  /** The guesses for the masks that stand in a text. */
  GUESSES,
  /** The loss of the pieces of the other words, each masked in turn. */
  LOSS,
  /** The classes of a text, or of a pair of texts. */
  CLASS,
  /** The tags of the other words. */
  TAGS,
  /** The answer to a question. */
  ANSWER,
  /** The vector of a text. */
  EMBEDDING,
  /** No head's: the output of each layer, as a map of which word is mixed into which. */
  MIXING;

  static AttributionOutput of(AblationMeasure measure) {
    return valueOf(measure.name());
  }

  /** Returns the measure of the same name; empty for mixing, which is of no head. */
  Optional<AblationMeasure> measure() {
    return this == MIXING ? Optional.empty() : Optional.of(AblationMeasure.valueOf(name()));
  }
}
