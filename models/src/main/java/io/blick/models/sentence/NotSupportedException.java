package io.blick.models.sentence;

/** A folder could give an answer that is not done here; the message says why. */
final class NotSupportedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String why;

  NotSupportedException(String why) {
    super(why);
    this.why = why;
  }

  /** Returns the message. */
  String why() {
    return why;
  }
}
