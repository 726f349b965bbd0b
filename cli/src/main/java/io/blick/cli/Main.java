package io.blick.cli;

import io.blick.cli.console.Console;
import io.blick.cli.console.TerminalReset;
import java.util.Locale;

/** The entry point of the command {@code blick}. */
public final class Main {
  private Main() {}

  /** Runs the command and ends the process with its exit code. */
  public static void main(String[] args) {
    // Numbers look the same everywhere.
    Locale.setDefault(Locale.ROOT);
    Console console = Console.ofProcess();
    Exit exit;
    try (TerminalReset _ = TerminalReset.guard(console)) {
      exit = run(console, args);
    }
    System.exit(exit.code());
  }

  private static Exit run(Console console, String[] args) {
    try {
      return new Blick(console).run(args);
    } catch (OutOfMemoryError memory) {
      // The heap is too small even for the parts of the command, or to build a sentence.
      console
          .err()
          .println("blick: memory: the heap is too small; set -Xmx64m or more where it is set now");
      return Exit.FAILED;
    }
  }
}
