package io.blick.lens.report.task;

import java.util.Optional;

/**
 * A request for the classes of texts.
 *
 * @param texts the texts
 * @param second the second text of a pair, whose first is each of the texts in turn
 */
public record ClassifyRequest(TaskTexts texts, Optional<String> second) {

  /** Asks about single texts. */
  public ClassifyRequest(TaskTexts texts) {
    this(texts, Optional.empty());
  }
}
