package io.blick.cli.error;

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

/** An error as one sentence for the user: what must hold, what there was, what to do. */
public final class ErrorSentence {
  /** What the system says of a stream that is closed already. */
  private static final String CLOSED = "Bad file descriptor";

  private ErrorSentence() {}

  /** Returns the sentence for an error. */
  public static String of(Throwable thrown) {
    return MemoryShortage.in(thrown).orElseGet(() -> sentence(unwrapped(thrown)));
  }

  /** Returns what the system says of an error, without the name of the file. */
  public static String systemReason(IOException error) {
    String said = switch (error) {
      case AccessDeniedException _ -> "access is denied";
      case FileSystemException file -> file.getReason();
      case IOException other -> other.getMessage();
    };
    return CLOSED.equals(said) ? "it closed" : message(said, error);
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
        "file %s: %s".formatted(file.getFile(), message(file.getReason(), file));
      case RequestException request
      when !request.field().isEmpty() -> "--" + message(request.getMessage(), request);
      case OutputException output -> message(output.getMessage(), output);
      case IOException io -> "input or output failed: " + message(io.getMessage(), io);
      case StackOverflowError deep ->
        "memory: a thread's stack must be deeper; set %s; if that does not help, it is "
                .formatted(new JvmOption(System.getenv()).set("-Xss", "8m", "JDK_JAVA_OPTIONS"))
            + fault(deep);
      case NullPointerException bug -> fault(bug);
      case IndexOutOfBoundsException bug -> fault(bug);
      case ClassCastException bug -> fault(bug);
      case InternalError lost
      when String.valueOf(lost.getMessage()).contains("unsafe memory access") ->
        "a file must not change while it is open; got one that was cut off; run it again";
      case Error bug -> fault(bug);
      default -> message(thrown.getMessage(), thrown);
    };
  }

  /** A message of our own says what was to be done with which file; the cause says why not. */
  private static String unchecked(UncheckedIOException thrown, IOException cause) {
    String own = String.valueOf(thrown.getMessage());
    if (own.equals(cause.toString())) {
      return of(cause);
    }
    return switch (cause) {
      case NoSuchFileException _ -> own;
      case AccessDeniedException _ -> own + ": access is denied";
      case FileSystemException file -> own + ": " + message(file.getReason(), file);
      default -> own + ": " + message(cause.getMessage(), cause);
    };
  }

  // What is thrown in a thread pool or in a class initializer arrives in a wrapper, or in a copy of
  // itself that has the original as its cause.
  private static Throwable unwrapped(Throwable thrown) {
    Throwable cause = thrown.getCause();
    if (cause == null) {
      return thrown;
    }
    boolean copy = cause.getClass() == thrown.getClass()
        && (thrown.getMessage() == null || thrown.getMessage().equals(cause.toString()));
    return switch (thrown) {
      case CompletionException _ -> unwrapped(cause);
      case ExecutionException _ -> unwrapped(cause);
      case ExceptionInInitializerError _ -> unwrapped(cause);
      default -> copy ? unwrapped(cause) : thrown;
    };
  }

  private static String fault(Throwable bug) {
    return "a fault of Blick itself: %s; --debug shows where".formatted(bug);
  }

  private static String message(@Nullable String message, Throwable thrown) {
    return message == null || message.isBlank() ? thrown.getClass().getSimpleName() : message;
  }
}
