package io.blick.cli;

import java.util.Locale;

/** The blick command. */
public final class Main {
  private Main() {}

  /** Runs the command and ends the process with its exit code. */
  public static void main(String[] args) {
    // Numbers look the same everywhere.
    Locale.setDefault(Locale.ROOT);
    Desk desk = Desk.ofProcess();
    Exit exit;
    try (Interrupt _ = Interrupt.guard(desk)) {
      exit = run(desk, args);
    }
    System.exit(exit.code());
  }

  private static Exit run(Desk desk, String[] args) {
    try {
      return new Blick(desk).run(args);
    } catch (OutOfMemoryError memory) {
      // Not even enough for the command's own parts, or for a sentence made of more than one.
      desk.err()
          .println("blick: memory: the heap is too small; set -Xmx64m or more where it is set now");
      return Exit.FAILED;
    }
  }
}
