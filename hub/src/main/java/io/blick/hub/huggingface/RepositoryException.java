package io.blick.hub.huggingface;

/** A repository that cannot be read; the message is a sentence without the hub's prefix. */
public final class RepositoryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RepositoryException(String message) {
    super(message);
  }

  RepositoryException(String message, Throwable cause) {
    super(message, cause);
  }
}
