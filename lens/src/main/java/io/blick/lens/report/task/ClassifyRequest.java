package io.blick.lens.report.task;

import io.blick.lens.argument.Required;
import java.util.Optional;

/**
 * A request for the classes of texts.
 *
 * @param texts the texts
 * @param second the second text of a pair, whose first is each of the texts in turn
 */
public record ClassifyRequest(TaskTexts texts, Optional<String> second) {

  /** Checks that there are both. */
  public ClassifyRequest {
    Required.of("classify", "list of texts", texts);
    Required.of("classify", "second text", second);
  }

  /** Asks about single texts. */
  public ClassifyRequest(TaskTexts texts) {
    this(texts, Optional.empty());
  }
}
