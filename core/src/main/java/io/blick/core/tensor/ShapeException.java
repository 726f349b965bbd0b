package io.blick.core.tensor;

/** Shapes of arguments that do not fit together; the message names all of them. */
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
