package io.blick.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Leaves a terminal with its own colours when the process is stopped in the middle of a picture.
 * Blick changes nothing else of a terminal.
 */
final class Interrupt implements AutoCloseable {
  private static final byte[] PLAIN = "\u001b[0m".getBytes(StandardCharsets.US_ASCII);

  private final Thread reset;

  private Interrupt(Thread reset) {
    this.reset = reset;
  }

  /** Stands guard until closed. */
  static Interrupt guard(Desk desk) {
    Thread reset = new Thread(() -> reset(desk), "blick-reset");
    try {
      Runtime.getRuntime().addShutdownHook(reset);
    } catch (IllegalStateException stopping) {
      // Stopped before anything was shown: there is nothing to reset.
      return new Interrupt(reset);
    }
    return new Interrupt(reset);
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

  private static void reset(Desk desk) {
    try {
      if (!desk.screen().plain()) {
        desk.out().write(PLAIN);
        desk.out().flush();
      }
      if (desk.notes().attached()) {
        desk.err().println();
      }
    } catch (IOException gone) {
      // A terminal that went away needs no reset.
      return;
    }
  }
}
