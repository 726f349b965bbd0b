package io.blick.cli.error;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;

/**
 * The errors of writing a result, in words of the user: they name what the user named, never a file
 * that only Blick knows.
 *
 * @param must what must hold, with the name of what is written to
 * @param advice what to do
 */
public record OutputErrors(String must, String advice) {

  /** Returns the errors of writing to standard output. */
  public static OutputErrors standardOutput() {
    return new OutputErrors(
        "standard output must take all of the result; got ",
        "redirect it elsewhere, or name a file with --out");
  }

  /** Returns the errors of writing to the value of {@code --out}. */
  public static OutputErrors out(String value) {
    return new OutputErrors(
        "--out must name a FILE that takes all of the result; got %s: ".formatted(value),
        "make room there, or name another");
  }

  /** Returns the errors of writing to a temporary file first. */
  public static OutputErrors temporaryFile() {
    return new OutputErrors(
        "the folder of temporary files must take the result first; got ",
        "make room there, or name a file with --out");
  }

  /**
   * Returns the error to throw instead of one of the system. A broken pipe is returned as it is,
   * since a reader that went away is no error of the command.
   */
  public IOException translate(IOException error) {
    return translate(error, "");
  }

  /**
   * Returns the error to throw instead of one of the system.
   *
   * @param state the end of the sentence: what became of the file
   */
  public IOException translate(IOException error, String state) {
    if (error instanceof OutputException || "Broken pipe".equals(error.getMessage())) {
      return error;
    }
    return new OutputException(
        must + ErrorSentence.systemReason(error) + "; " + advice + state, error);
  }

  /** Runs what writes the result, and nothing else that may throw an {@link IOException}. */
  public void guard(Writing writing) throws IOException {
    try {
      writing.run();
    } catch (IOException error) {
      throw translate(error);
    } catch (UncheckedIOException error) {
      throw translate(
          Objects.requireNonNullElseGet(error.getCause(), () -> new IOException(error)));
    }
  }

  /** An action that writes. */
  @FunctionalInterface
  public interface Writing {
    /** Writes all of it. */
    void run() throws IOException;
  }
}
