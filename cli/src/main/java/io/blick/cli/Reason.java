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
      when unchecked.getCause() != null -> unchecked(unchecked, unchecked.getCause());
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
      case InternalError lost
      when String.valueOf(lost.getMessage()).contains("unsafe memory access") ->
        "a file must not change while it is open; got one that was cut off; run it again";
      case Error bug -> inside(bug);
      default -> said(thrown.getMessage(), thrown);
    };
  }

  /** A sentence of its own tells what was to be done and with which file; the cause why not. */
  private static String unchecked(UncheckedIOException thrown, IOException cause) {
    String own = String.valueOf(thrown.getMessage());
    if (own.equals(cause.toString())) {
      return of(cause);
    }
    return switch (cause) {
      case NoSuchFileException _ -> own;
      case AccessDeniedException _ -> own + ": access is denied";
      case FileSystemException file -> own + ": " + said(file.getReason(), file);
      default -> own + ": " + said(cause.getMessage(), cause);
    };
  }

  private static String inside(Throwable bug) {
    return "a fault of Blick itself: %s; --debug shows where".formatted(bug);
  }

  private static String said(@Nullable String message, Throwable thrown) {
    return message == null || message.isBlank() ? thrown.getClass().getSimpleName() : message;
  }
}
