package io.blick.lens.report.task;

import io.blick.lens.argument.Required;
import java.util.List;

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

  /** Asks for the tagged spans of one text, which may not be too long. */
  public static TagRequest of(String text) {
    return new TagRequest(new TaskTexts(List.of(Required.of("tag", "text", text))));
  }
}
