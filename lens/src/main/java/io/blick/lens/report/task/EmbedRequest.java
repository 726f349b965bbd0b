package io.blick.lens.report.task;

import io.blick.lens.argument.Required;
import java.util.List;
import java.util.Optional;

/**
 * A request for the vectors of texts.
 *
 * @param texts the texts
 * @param prompt the name of a prompt of the model's folder, which is put before each text; without
 *     it the folder's own choice counts
 */
public record EmbedRequest(TaskTexts texts, Optional<String> prompt) {

  /** Checks that there are both. */
  public EmbedRequest {
    Required.of("embed", "list of texts", texts);
    Required.of("embed", "prompt", prompt);
  }

  /** Asks for vectors with the folder's own choice of a prompt. */
  public EmbedRequest(TaskTexts texts) {
    this(texts, Optional.empty());
  }

  /** Asks for the vector of one text, which may not be too long. */
  public static EmbedRequest of(String text) {
    return new EmbedRequest(new TaskTexts(List.of(Required.of("embed", "text", text))));
  }
}
