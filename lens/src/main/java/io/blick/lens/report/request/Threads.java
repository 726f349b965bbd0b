package io.blick.lens.report.request;

import io.blick.core.tensor.Parallel;
import io.blick.lens.argument.Required;
import java.util.List;
import java.util.function.Function;

/** The threads that a request runs on. They change its time, and never a bit of its result. */
public sealed interface Threads {

  /**
   * The caller's threads, which stay open.
   *
   * @param threads for this request alone until it ends
   */
  record Lent(Parallel threads) implements Threads {}

  /**
   * Threads of the request's own, which end with it: as many as suit its texts.
   *
   * <p>A process often runs one request. If its text is short, compiling takes longer than
   * computing, and the JVM's compilers need the other core more than the text does.
   */
  record Own() implements Threads {
    /** The pieces of the longest text that is run on one thread. */
    private static final int SHORT = 64;

    /** About how many characters a piece has, where the pieces are not known yet. */
    private static final int CHARACTERS_OF_A_PIECE = 4;

    private static Parallel suitedTo(long pieces) {
      return pieces <= SHORT ? new Parallel(1) : Parallel.ofCores();
    }
  }

  /**
   * Returns the caller's threads.
   *
   * @param operation the operation that needs them, with which an error begins
   */
  static Threads of(String operation, Parallel threads) {
    return new Lent(Required.of(operation, "threads", threads));
  }

  /** Returns what a step makes of a text, or a pair of them. */
  default <R> R forPieces(long pieces, Function<Parallel, R> step) {
    return switch (this) {
      case Lent(Parallel threads) -> step.apply(threads);
      case Own _ -> {
        try (Parallel threads = Own.suitedTo(pieces)) {
          yield step.apply(threads);
        }
      }
    };
  }

  /** Returns what a step makes of texts that are not cut into pieces yet. */
  default <R> R forTexts(List<String> texts, Function<Parallel, R> step) {
    long characters = texts.stream().mapToLong(String::length).sum();
    return forPieces(Math.ceilDiv(characters, Own.CHARACTERS_OF_A_PIECE), step);
  }

  /** Returns what a step makes with many passes. */
  default <R> R forMany(Function<Parallel, R> step) {
    return forPieces(Long.MAX_VALUE, step);
  }
}
