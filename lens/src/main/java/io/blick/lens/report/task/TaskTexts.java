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
    texts = Required.all("texts", "texts", texts);
    Required.of("texts", "choice of what becomes of a longer one", tooLong);
    Required.of("texts", "place where they stand", numbers);
  }

  /** Asks about texts, none of which may be too long. */
  public TaskTexts(List<String> texts) {
    this(texts, TooLong.REFUSE, new TextNumbers.All());
  }

  /** Returns the number of a text in all that is asked about, from 0. */
  long number(int index) {
    return numbers.before() + index;
  }
}
