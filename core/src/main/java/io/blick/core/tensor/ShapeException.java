package io.blick.core.tensor;

/** The shapes of an operation's arguments do not fit together; the message names every one. */
public final class ShapeException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message operation: what must hold; got the shapes
   */
  public ShapeException(String message) {
    super(message);
  }
}
