package io.blick.cli.console;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** A standard stream of this process that may be a terminal. */
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
  /** Whether it leads to a terminal. */
  // JDK 22 to 24 never returned null for the console; JDK 25 does again where there is none.
  @SuppressWarnings("SystemConsoleNull")
  boolean isTerminal() {
    Path link = Path.of("/proc/self/fd/" + descriptor);
    try {
      String target = Files.readSymbolicLink(link).toString();
      return target.startsWith("/dev/pts/")
          || target.startsWith("/dev/tty")
          || target.equals("/dev/console");
    } catch (IOException | UnsupportedOperationException elsewhere) {
      var console = System.console();
      return console != null && console.isTerminal();
    }
  }

  /** Returns the columns of the terminal that the process was started from, if it says so. */
  static OptionalInt columns() {
    File terminal = new File("/dev/tty");
    try {
      Process stty = new ProcessBuilder("stty", "size")
          .redirectInput(terminal)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start();
      String size = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      boolean done = stty.waitFor(1, TimeUnit.SECONDS) && stty.exitValue() == 0;
      String[] parts = size.strip().split(" ", -1);
      // A terminal of 0 columns is one that was never told its size.
      return done && parts.length == 2
          ? IntStream.of(Integer.parseInt(parts[1]))
              .filter(columns -> columns > 0)
              .findFirst()
          : OptionalInt.empty();
    } catch (IOException | NumberFormatException none) {
      return OptionalInt.empty();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return OptionalInt.empty();
    }
  }
}
