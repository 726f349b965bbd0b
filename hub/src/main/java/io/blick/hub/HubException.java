package io.blick.hub;

/** A model could not be had; the message is one sentence: what, which value, what to do. */
public final class HubException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message hub: what must hold; got the value; what to do
   */
  public HubException(String message) {
    super(message);
  }

  /**
   * Creates the exception.
   *
   * @param message hub: what must hold; got the value; what to do
   * @param cause what the message tells in words
   */
  public HubException(String message, Throwable cause) {
    super(message, cause);
  }
}
