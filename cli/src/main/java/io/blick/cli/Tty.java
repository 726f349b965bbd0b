package io.blick.cli;

import java.io.Console;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Whether a standard stream of this process is a terminal. */
enum Tty {
  /** Standard output. */
  OUT(1),
  /** Standard error. */
  ERR(2);

  private final int descriptor;

  Tty(int descriptor) {
    this.descriptor = descriptor;
  }

  // System.console() knows only of standard input and output together: with `echo … | blick look -`
  // it sees no terminal. Linux says for each stream where it leads to.
  /** Returns whether it leads to a terminal. */
  // JDK 22 to 24 never returned null for the console; JDK 25 does again where there is none.
  @SuppressWarnings("SystemConsoleNull")
  boolean attached() {
    Path link = Path.of("/proc/self/fd/" + descriptor);
    try {
      String target = Files.readSymbolicLink(link).toString();
      return target.startsWith("/dev/pts/")
          || target.startsWith("/dev/tty")
          || target.equals("/dev/console");
    } catch (IOException | UnsupportedOperationException elsewhere) {
      Console console = System.console();
      return console != null && console.isTerminal();
    }
  }

  /** Returns the columns of the terminal that the process was started from; 0 if unknown. */
  static int columns() {
    File terminal = new File("/dev/tty");
    try {
      Process stty = new ProcessBuilder("stty", "size")
          .redirectInput(terminal)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start();
      String size = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      boolean done = stty.waitFor(1, TimeUnit.SECONDS) && stty.exitValue() == 0;
      String[] parts = size.strip().split(" ", -1);
      return done && parts.length == 2 ? Integer.parseInt(parts[1]) : 0;
    } catch (IOException | NumberFormatException none) {
      return 0;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }
}
