package io.blick.cli;

import io.blick.cli.console.Console;
import io.blick.cli.error.ErrorSentence;
import io.blick.cli.error.UsageException;
import io.blick.lens.text.Visible;
import java.io.IOException;
import java.io.UncheckedIOException;
import picocli.CommandLine.Model.CommandSpec;

/** The report of a run that failed: an error message on standard error, and the exit code. */
final class ErrorReport {
  private final Console console;
  private final boolean debug;

  /**
   * Creates the report.
   *
   * @param debug whether to print stack traces too
   */
  ErrorReport(Console console, boolean debug) {
    this.console = console;
    this.debug = debug;
  }

  /** Reports wrong arguments. */
  Exit usage(CommandSpec command, UsageException wrong) {
    console
        .err()
        .println(command.qualifiedName(" ") + ": " + Visible.text(ErrorSentence.of(wrong)));
    wrong.advice().forEach(line -> console.err().println(Visible.text(line)));
    trace(wrong);
    return Exit.USAGE;
  }

  /** Reports any other error. */
  Exit failure(Throwable failed) {
    if (closedPipe(failed)) {
      // The reader, as in blick … | head, has all that it wants.
      return Exit.DONE;
    }
    console.err().println("blick: " + Visible.text(ErrorSentence.of(failed)));
    trace(failed);
    return Exit.FAILED;
  }

  private void trace(Throwable thrown) {
    if (debug) {
      thrown.printStackTrace(console.err());
    }
  }

  private static boolean closedPipe(Throwable failed) {
    Throwable cause =
        failed instanceof UncheckedIOException unchecked ? unchecked.getCause() : failed;
    return cause instanceof IOException && "Broken pipe".equals(cause.getMessage());
  }
}
