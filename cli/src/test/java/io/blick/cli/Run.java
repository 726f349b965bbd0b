package io.blick.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * One run of the command inside the test's own process.
 *
 * @param exit how it ended
 * @param out what stood on standard output
 * @param err what stood on standard error
 */
record Run(Exit exit, String out, String err) {

  /** Runs with nothing on standard input, and results into a pipe. */
  static Run of(String... arguments) {
    return with("", Screen.paper(), arguments);
  }

  /** Runs with a text on standard input. */
  static Run reading(String input, String... arguments) {
    return with(input, Screen.paper(), arguments);
  }

  /** Runs a command that ends well, and returns its result to the byte. */
  static byte[] bytes(String... arguments) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    Exit exit = run("", out, err, Screen.paper(), arguments);
    assertThat(exit).as(err.toString(StandardCharsets.UTF_8)).isEqualTo(Exit.DONE);
    return out.toByteArray();
  }

  /** Runs on a screen. */
  static Run with(String input, Screen screen, String... arguments) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    Exit exit = run(input, out, err, screen, arguments);
    return new Run(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private static Exit run(
      String input,
      ByteArrayOutputStream out,
      ByteArrayOutputStream err,
      Screen screen,
      String... arguments) {
    var desk = new Desk(
        new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
        out,
        new PrintStream(err, true, StandardCharsets.UTF_8),
        screen,
        Screen.paper());
    return new Blick(desk).run(arguments);
  }
}
