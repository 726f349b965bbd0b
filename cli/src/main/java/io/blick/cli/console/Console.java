package io.blick.cli.console;

import io.blick.cli.error.OutputErrors;
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
import java.util.OptionalInt;

/**
 * The standard streams of a run, and what they lead to.
 *
 * @param in standard input
 * @param out standard output, for results; it throws an error when it cannot be written
 * @param err standard error, for progress and notes, in UTF-8
 * @param outScreen what standard output is shown on
 * @param errScreen what standard error is shown on
 */
public record Console(
    InputStream in, OutputStream out, PrintStream err, Screen outScreen, Screen errScreen) {
  private static final int BUFFER = 1 << 16;

  /** Returns the streams of this process. */
  public static Console ofProcess() {
    Map<String, String> environment = System.getenv();
    OptionalInt columns =
        Tty.OUT.isTerminal() || Tty.ERR.isTerminal() ? Tty.columns() : OptionalInt.empty();
    return new Console(
        new FileInputStream(FileDescriptor.in),
        new NamedStream(
            new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), BUFFER),
            OutputErrors.standardOutput()),
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
        screen(Tty.OUT, environment, columns),
        screen(Tty.ERR, environment, columns));
  }

  private static Screen screen(Tty stream, Map<String, String> environment, OptionalInt columns) {
    return stream.isTerminal() ? Screen.terminal(environment, columns) : Screen.pipe(environment);
  }

  /** Prints a line on standard error: how the run goes on. */
  public void say(String sentence) {
    err.println("blick: " + Visible.text(sentence));
  }

  /** Prints a note on standard error: what the user may not expect of the result. */
  public void note(String sentence) {
    say("note: " + sentence);
  }
}
