package io.blick.cli.output;

import io.blick.cli.console.TestConsole;
import java.nio.file.Path;
import java.util.Optional;

/** The outputs of one run inside a test. */
final class TestOutput {
  private final TestConsole streams = TestConsole.files();

  /** Returns the output of a run without {@code --out}. */
  Output standardOutput() {
    return Output.of(Optional.empty(), streams.console());
  }

  /** Returns the output of a run with {@code --out}. */
  Output to(String name) {
    return Output.of(Optional.of(name), streams.console());
  }

  /** Returns the output of a run with {@code --out}. */
  Output to(Path file) {
    return to(file.toString());
  }

  /** Returns what was written to standard output. */
  String out() {
    return streams.out();
  }
}
