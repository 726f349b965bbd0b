package io.blick.hub;

/**
 * A model that cannot be fetched, opened or removed; the message is one sentence: what must hold,
 * which value was found, what to do.
 */
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
   * @param cause the exception behind it
   */
  public HubException(String message, Throwable cause) {
    super(message, cause);
  }
}
