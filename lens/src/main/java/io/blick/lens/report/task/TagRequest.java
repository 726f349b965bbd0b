package io.blick.lens.report.task;

import io.blick.lens.argument.Required;

/**
 * A request for the tagged spans of texts.
 *
 * @param texts the texts
 */
public record TagRequest(TaskTexts texts) {

  /** Checks that there are texts. */
  public TagRequest {
    Required.of("tag", "list of texts", texts);
  }
}
