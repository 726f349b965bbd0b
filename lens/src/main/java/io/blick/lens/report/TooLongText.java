package io.blick.lens.report;

import io.blick.lens.argument.Required;
import io.blick.lens.trace.TextException;
import java.util.function.IntFunction;

/** The error for a text that is longer than what a model reads at once. */
public final class TooLongText {
  private TooLongText() {}

  /**
   * Returns an error that says what else can be done with such a text; any other error as it is.
   *
   * @param advice the end of the sentence, given how many pieces the model takes at once
   */
  public static RuntimeException withAdvice(RuntimeException error, IntFunction<String> advice) {
    Required.of("text", "error", error);
    Required.of("text", "advice", advice);
    return error instanceof TextException text && text.positions().isPresent()
        ? new TextException(text.getMessage() + advice.apply(text.positions().getAsInt()), text)
        : error;
  }
}
