package io.blick.cli;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;

/** Why something could not be done, as one sentence. */
final class Reason {
  private Reason() {}

  /** Returns the sentence for an error. */
  static String of(Throwable thrown) {
    return switch (thrown) {
      case UncheckedIOException unchecked
      when unchecked.getCause() != null -> of(unchecked.getCause());
      case NoSuchFileException missing -> "file %s must exist".formatted(missing.getFile());
      case AccessDeniedException denied ->
        "file %s must be open to you; access is denied".formatted(denied.getFile());
      case FileNotFoundException missing -> "file %s".formatted(missing.getMessage());
      case FileSystemException file ->
        "file %s: %s".formatted(file.getFile(), said(file.getReason(), file));
      case IOException io -> "input or output failed: " + said(io.getMessage(), io);
      case OutOfMemoryError memory ->
        "memory is not enough: %s; a shorter text needs less".formatted(memory.getMessage());
      case NullPointerException bug -> inside(bug);
      case IndexOutOfBoundsException bug -> inside(bug);
      case ClassCastException bug -> inside(bug);
      case Error bug -> inside(bug);
      default -> said(thrown.getMessage(), thrown);
    };
  }

  private static String inside(Throwable bug) {
    return "a fault of Blick itself: %s; --debug shows where".formatted(bug);
  }

  private static String said(@Nullable String message, Throwable thrown) {
    return message == null || message.isBlank() ? thrown.getClass().getSimpleName() : message;
  }
}
