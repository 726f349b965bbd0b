package io.blick.cli.error;

import java.util.List;

/** Wrong arguments; the message names the wrong one as the help page does. */
public final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private static final int MOST_ADVICE = 2;

  private final transient List<String> advice;

  /**
   * Creates the exception.
   *
   * @param sentence what is wrong
   * @param advice lines to print below it, at most two
   */
  public UsageException(String sentence, String... advice) {
    super(sentence);
    assert advice.length <= MOST_ADVICE;
    this.advice = List.of(advice);
  }

  /** Returns the lines to print below the message. */
  public List<String> advice() {
    return advice;
  }
}
