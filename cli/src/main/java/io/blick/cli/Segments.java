package io.blick.cli;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The one or two texts that a model reads together. */
final class Segments {
  private Segments() {}

  /** Checks that the arguments give one TEXT, and standard input at most once. */
  static void check(Given given) {
    String first = given.text();
    boolean both =
        given.value(Options.SECOND).filter(StandardInput.SIGN::equals).isPresent()
            && first.equals(StandardInput.SIGN);
    if (both) {
      throw new UsageException("TEXT and --second must not both be -, standard input");
    }
  }

  /** Returns the texts that the arguments give. */
  static List<String> read(Given given, Desk desk) throws IOException {
    String first = StandardInput.or(given.text(), desk);
    Optional<String> second = given.value(Options.SECOND);
    return second.isEmpty() ? List.of(first) : List.of(first, StandardInput.or(second.get(), desk));
  }
}
