package io.blick.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.blick.cli.console.Screen;
import io.blick.cli.console.TestConsole;

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
    TestConsole test = TestConsole.files();
    Exit exit = new Blick(test.console()).run(arguments);
    assertThat(exit).as(test.err()).isEqualTo(Exit.DONE);
    return test.outBytes();
  }

  /** Runs on a screen. */
  static Run with(String input, Screen screen, String... arguments) {
    TestConsole test = TestConsole.on(screen, input);
    Exit exit = new Blick(test.console()).run(arguments);
    return new Run(exit, test.out(), test.err());
  }
}
