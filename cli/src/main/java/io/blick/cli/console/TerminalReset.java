package io.blick.cli.console;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * The reset of a terminal to its own colours when a signal ends the process in the middle of a
 * picture. Blick changes nothing else of a terminal.
 */
public final class TerminalReset implements AutoCloseable {
  private static final byte[] PLAIN = "\u001b[0m".getBytes(StandardCharsets.US_ASCII);

  private final Thread reset;

  private TerminalReset(Thread reset) {
    this.reset = reset;
  }

  /** Returns a reset that is done if the process ends before it is closed. */
  public static TerminalReset guard(Console console) {
    Thread reset = new Thread(() -> reset(console), "blick-reset");
    try {
      Runtime.getRuntime().addShutdownHook(reset);
    } catch (IllegalStateException stopping) {
      // Stopped before anything was shown: there is nothing to reset.
      return new TerminalReset(reset);
    }
    return new TerminalReset(reset);
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(reset);
    } catch (IllegalStateException stopping) {
      // The process is being stopped: the reset runs, as it should.
      return;
    }
  }

  private static void reset(Console console) {
    try {
      if (!console.outScreen().plain()) {
        console.out().write(PLAIN);
        console.out().flush();
      }
      if (console.errScreen().isTerminal()) {
        console.err().println();
      }
    } catch (IOException gone) {
      // A terminal that went away needs no reset.
      return;
    }
  }
}
