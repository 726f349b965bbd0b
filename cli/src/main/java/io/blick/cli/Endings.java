package io.blick.cli;

import io.blick.lens.text.Visible;
import java.io.IOException;
import java.io.UncheckedIOException;
import picocli.CommandLine.Model.CommandSpec;

/** What is said when a run does not end well. */
final class Endings {
  private final Desk desk;
  private final boolean debug;

  /**
   * Prepares the last words.
   *
   * @param debug whether the user wants to see where an error arose
   */
  Endings(Desk desk, boolean debug) {
    this.desk = desk;
    this.debug = debug;
  }

  /** Says which arguments are wrong. */
  Exit wrong(CommandSpec command, UsageException wrong) {
    desk.err().println(command.qualifiedName(" ") + ": " + Visible.text(Reason.of(wrong)));
    wrong.advice().forEach(line -> desk.err().println(Visible.text(line)));
    trace(wrong);
    return Exit.USAGE;
  }

  /** Says why it could not be done. */
  Exit failed(Throwable failed) {
    if (closedPipe(failed)) {
      // The reader of blick … | head has all it wants.
      return Exit.DONE;
    }
    desk.err().println("blick: " + Visible.text(Reason.of(failed)));
    trace(failed);
    return Exit.FAILED;
  }

  private void trace(Throwable thrown) {
    if (debug) {
      thrown.printStackTrace(desk.err());
    }
  }

  private static boolean closedPipe(Throwable failed) {
    Throwable cause =
        failed instanceof UncheckedIOException unchecked ? unchecked.getCause() : failed;
    return cause instanceof IOException && "Broken pipe".equals(cause.getMessage());
  }
}
