package io.blick.cli;

import io.blick.lens.text.Visible;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The standard streams of one run, and what they lead to.
 *
 * @param in standard input
 * @param out standard output, for results; it throws when it cannot be written
 * @param err standard error, for progress and notes, in UTF-8
 * @param screen what standard output is drawn on
 * @param notes what standard error is drawn on
 */
record Desk(InputStream in, OutputStream out, PrintStream err, Screen screen, Screen notes) {
  private static final int BUFFER = 1 << 16;

  /** Returns the streams of this process. */
  static Desk ofProcess() {
    Map<String, String> environment = System.getenv();
    int columns = Tty.OUT.attached() || Tty.ERR.attached() ? Tty.columns() : 0;
    return new Desk(
        new FileInputStream(FileDescriptor.in),
        new NamedStream(
            new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), BUFFER),
            Taker.standardOutput()),
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
        screen(Tty.OUT, environment, columns),
        screen(Tty.ERR, environment, columns));
  }

  private static Screen screen(Tty stream, Map<String, String> environment, int columns) {
    return stream.attached() ? Screen.terminal(environment, columns) : Screen.pipe(environment);
  }

  /** Says how it goes on. */
  void say(String sentence) {
    err.println("blick: " + Visible.text(sentence));
  }

  /** Says what the user may not expect of the result. */
  void note(String sentence) {
    say("note: " + sentence);
  }
}
