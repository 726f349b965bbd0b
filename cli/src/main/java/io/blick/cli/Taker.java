package io.blick.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.util.Objects;

/**
 * What takes a result, in the words of errors: by the name that the user gave it, never by that of
 * a file on the way there.
 *
 * @param must what must hold, with its name
 * @param advice what to do
 */
record Taker(String must, String advice) {
  private static final String CLOSED = "Bad file descriptor";

  /** Returns standard output. */
  static Taker standardOutput() {
    return new Taker(
        "standard output must take all of the result; got ",
        "lead it elsewhere, or name a file with --out");
  }

  /** Returns what {@code --out} names. */
  static Taker out(String value) {
    return new Taker(
        "--out must name a FILE that takes all of the result; got %s: ".formatted(value),
        "make room there, or name another");
  }

  /** Returns the error to throw for one of the system; a reader that went away stays what it is. */
  IOException lost(IOException error) {
    return lost(error, "");
  }

  /**
   * Returns the error to throw for one of the system.
   *
   * @param state what became of the file, as the end of the sentence
   */
  IOException lost(IOException error, String state) {
    if (error instanceof OutputException || "Broken pipe".equals(error.getMessage())) {
      return error;
    }
    return new OutputException(must + reason(error) + "; " + advice + state, error);
  }

  /** Runs what makes a file of the result, and nothing else that could fail so. */
  void guard(Writing writing) throws IOException {
    try {
      writing.run();
    } catch (IOException error) {
      throw lost(error);
    } catch (UncheckedIOException error) {
      throw lost(Objects.requireNonNullElseGet(error.getCause(), () -> new IOException(error)));
    }
  }

  /** Returns what the system says, without the name of the file that it says it of. */
  static String reason(IOException error) {
    String said = switch (error) {
      case AccessDeniedException _ -> "access is denied";
      case FileSystemException file -> file.getReason();
      case IOException other -> other.getMessage();
    };
    if (CLOSED.equals(said)) {
      return "it closed";
    }
    return said == null || said.isBlank() ? error.getClass().getSimpleName() : said;
  }

  /** Writes. */
  @FunctionalInterface
  interface Writing {
    /** Writes all of it. */
    void run() throws IOException;
  }
}
