package io.blick.lens.report.task;

import io.blick.lens.argument.Required;
import java.util.List;
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

  /** Asks for the classes of one text, which may not be too long. */
  public static ClassifyRequest of(String text) {
    return new ClassifyRequest(new TaskTexts(List.of(Required.of("classify", "text", text))));
  }
}
