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
      exit = new Blick(desk).run(args);
    }
    System.exit(exit.code());
  }
}
