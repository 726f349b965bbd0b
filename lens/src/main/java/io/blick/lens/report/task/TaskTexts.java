package io.blick.lens.report.task;

import io.blick.lens.argument.Required;
import io.blick.models.task.TooLong;
import java.util.List;

/**
 * The texts of a request, each of which gets a result of its own.
 *
 * @param texts the texts, in order; there may be none
 * @param tooLong what becomes of a text of too many pieces
 * @param numbers where the texts stand
 */
public record TaskTexts(List<String> texts, TooLong tooLong, TextNumbers numbers) {
  /** Copies the list. */
  public TaskTexts {
    texts = List.copyOf(texts);
  }

  /** Asks about texts, none of which may be too long. */
  public TaskTexts(List<String> texts) {
    this(texts, TooLong.REFUSE, new TextNumbers.All());
  }

  /** Asks about one text, which may not be too long. */
  public static TaskTexts of(String text) {
    return new TaskTexts(List.of(Required.of("texts", "text", text)));
  }

  /** Returns the number of a text in all that is asked about, from 0. */
  long number(int index) {
    return numbers.before() + index;
  }
}
