package io.blick.cli;

import io.blick.core.tensor.Parallel;
import io.blick.lens.trace.Trace;
import io.blick.models.text.TextModel;
import io.blick.models.token.Composition;
import io.blick.models.token.Encoding;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The one or two texts that a model reads together. */
final class Segments {
  private static final int SHORT = 64;

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

  /** Returns the pieces of the texts. */
  static Encoding encode(TextModel model, List<String> segments) {
    return segments.size() == 1
        ? model.tokenizer().encode(segments.getFirst())
        : model.tokenizer().encode(segments.getFirst(), segments.getLast());
  }

  /** Runs the texts through a model. */
  static Trace trace(TextModel model, List<String> segments) {
    try (Parallel threads = threads(encode(model, segments))) {
      return trace(threads, model, segments);
    }
  }

  /** Runs the texts through a model on threads of the caller's. */
  static Trace trace(Parallel threads, TextModel model, List<String> segments) {
    return segments.size() == 1
        ? Trace.on(threads, model, segments.getFirst())
        : Trace.on(threads, model, segments.getFirst(), segments.getLast());
  }

  /** Notes what of the texts looks known and is not, since it is typed apart. */
  static void note(TextModel model, List<String> segments, Desk desk) {
    for (String segment : segments) {
      Composition.note(model.tokenizer(), segment).ifPresent(desk::note);
    }
  }

  // A process runs one text, and a short one takes longer to compile for than to compute: then the
  // compilers need the other core more than the text does.
  /** Returns the threads on which a text should run. */
  static Parallel threads(Encoding encoding) {
    return encoding.pieces().size() <= SHORT ? new Parallel(1) : Parallel.ofCores();
  }
}
