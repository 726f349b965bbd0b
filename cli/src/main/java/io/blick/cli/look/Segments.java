package io.blick.cli.look;

import io.blick.cli.command.Arguments;
import io.blick.cli.command.Options;
import io.blick.cli.console.Console;
import io.blick.cli.console.StandardInput;
import io.blick.cli.error.UsageException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.OptionSpec;

/** The segments that a model reads together: one text, or the two of a pair. */
final class Segments {
  static final String SECOND = "--second";

  private Segments() {}

  /** Returns the option of the second segment. */
  static OptionSpec option() {
    return Options.valued(
        SECOND, "TEXT", "The second segment of a pair of texts; - reads standard input.");
  }

  /** Checks that the arguments give one TEXT, and read standard input once at most. */
  static void check(Arguments arguments) {
    String first = arguments.text();
    boolean both = arguments.value(SECOND).filter(StandardInput.SIGN::equals).isPresent()
        && first.equals(StandardInput.SIGN);
    if (both) {
      throw new UsageException("TEXT and --second must not both be -, standard input");
    }
  }

  /** Returns the texts, read from standard input where the arguments say so. */
  static List<String> read(Arguments arguments, Console console) throws IOException {
    String first = StandardInput.resolve(arguments.text(), console);
    Optional<String> second = arguments.value(SECOND);
    return second.isEmpty()
        ? List.of(first)
        : List.of(first, StandardInput.resolve(second.get(), console));
  }
}
