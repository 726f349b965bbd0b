package io.blick.hub;

import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;

/** Messages for exceptions of the file system, in words. */
final class IoMessages {
  private IoMessages() {}

  /**
   * Returns the exception's message; where that is only a file's name, what the exception's type
   * means.
   */
  static String of(Exception trouble) {
    return switch (trouble) {
      case AccessDeniedException denied -> "no permission for " + denied.getFile();
      case NoSuchFileException absent -> "there is no " + absent.getFile();
      case FileAlreadyExistsException other -> other.getFile() + " is in the way";
      case FileSystemException other
      when other.getReason() != null -> other.getFile() + ": " + other.getReason();
      case UncheckedIOException wrapped -> of(Objects.requireNonNull(wrapped.getCause()));
      default -> {
        String message = trouble.getMessage();
        yield message == null ? trouble.getClass().getSimpleName() : message;
      }
    };
  }
}
