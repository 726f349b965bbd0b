package io.blick.hub;

import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;

/** The meaning of an exception of the system, in words. */
final class Trouble {
  private Trouble() {}

  /** Returns the exception's message, or what its type says where it names nothing but a file. */
  static String say(Exception trouble) {
    return switch (trouble) {
      case AccessDeniedException denied -> "no permission for " + denied.getFile();
      case NoSuchFileException absent -> "there is no " + absent.getFile();
      case FileAlreadyExistsException other -> other.getFile() + " is in the way";
      case FileSystemException other
      when other.getReason() != null -> other.getFile() + ": " + other.getReason();
      case UncheckedIOException wrapped -> say(Objects.requireNonNull(wrapped.getCause()));
      default -> {
        String message = trouble.getMessage();
        yield message == null ? trouble.getClass().getSimpleName() : message;
      }
    };
  }
}
