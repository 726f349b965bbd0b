package io.blick.cli;

import io.blick.lens.report.RequestException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** Why something could not be done, as one sentence. */
final class Reason {
  private Reason() {}

  /** Returns the sentence for an error. */
  static String of(Throwable thrown) {
    return Shortage.in(thrown).orElseGet(() -> sentence(inner(thrown)));
  }

  private static String sentence(Throwable thrown) {
    return switch (thrown) {
      case UncheckedIOException unchecked
      when unchecked.getCause() != null -> unchecked(unchecked, unchecked.getCause());
      case NoSuchFileException missing -> "file %s must exist".formatted(missing.getFile());
      case AccessDeniedException denied ->
        "file %s must be open to you; access is denied".formatted(denied.getFile());
      case FileNotFoundException missing -> "file %s".formatted(missing.getMessage());
      case FileSystemException file ->
        "file %s: %s".formatted(file.getFile(), said(file.getReason(), file));
      case RequestException request
      when !request.field().isEmpty() -> "--" + said(request.getMessage(), request);
      case OutputException output -> said(output.getMessage(), output);
      case IOException io -> "input or output failed: " + said(io.getMessage(), io);
      case StackOverflowError deep ->
        "memory: a thread's stack must be deeper; set %s; if that does not help, it is "
                .formatted(new JvmOption(System.getenv()).set("-Xss", "8m", "JDK_JAVA_OPTIONS"))
            + inside(deep);
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

  // Where work is shared among threads, or a class is used for the first time, what is thrown there
  // arrives in a wrapper, or in a copy of itself that names the original.
  private static Throwable inner(Throwable thrown) {
    Throwable cause = thrown.getCause();
    if (cause == null) {
      return thrown;
    }
    boolean copy = cause.getClass() == thrown.getClass()
        && (thrown.getMessage() == null || thrown.getMessage().equals(cause.toString()));
    return switch (thrown) {
      case CompletionException _ -> inner(cause);
      case ExecutionException _ -> inner(cause);
      case ExceptionInInitializerError _ -> inner(cause);
      default -> copy ? inner(cause) : thrown;
    };
  }

  private static String inside(Throwable bug) {
    return "a fault of Blick itself: %s; --debug shows where".formatted(bug);
  }

  private static String said(@Nullable String message, Throwable thrown) {
    return message == null || message.isBlank() ? thrown.getClass().getSimpleName() : message;
  }
}
