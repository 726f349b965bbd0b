package io.blick.models.sentence;

/**
 * Thrown if a folder describes a sentence embedding that is not supported; the message says why.
 */
final class NotSupportedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String why;

  NotSupportedException(String why) {
    super(why);
    this.why = why;
  }

  /** Returns the reason, which is the message. */
  String why() {
    return why;
  }
}
