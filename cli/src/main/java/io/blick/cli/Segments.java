package io.blick.cli;

import io.blick.models.text.TextModel;
import io.blick.models.token.Composition;
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

  /** Notes what of the texts looks known and is not, since it is typed apart. */
  static void note(TextModel model, List<String> segments, Desk desk) {
    for (String segment : segments) {
      Composition.note(model.tokenizer(), segment).ifPresent(desk::note);
    }
  }
}
