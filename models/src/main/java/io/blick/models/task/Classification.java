package io.blick.models.task;

import io.blick.models.text.TextHead.ClassKind;
import java.util.List;

/**
 * The classes of a text.
 *
 * @param kind what the scores say together: probabilities that sum to 1, a probability for each, or
 *     numbers
 * @param labels all of the model's, the largest score first; of equal ones the model's order
 * @param cut whether the text had too many pieces, and the last ones were left out
 */
public record Classification(ClassKind kind, List<ScoredLabel> labels, boolean cut) {
  /** Copies the list. */
  public Classification {
    labels = List.copyOf(labels);
  }
}
