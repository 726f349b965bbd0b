package io.blick.cli;

import java.util.List;

/** The arguments are wrong; the message names the part as the help page does. */
final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private static final int MOST_ADVICE = 2;

  private final transient List<String> advice;

  /**
   * Creates the exception.
   *
   * @param sentence what is wrong
   * @param advice lines below it, at most two
   */
  UsageException(String sentence, String... advice) {
    super(sentence);
    assert advice.length <= MOST_ADVICE;
    this.advice = List.of(advice);
  }

  /** Returns the lines of advice. */
  List<String> advice() {
    return advice;
  }
}
