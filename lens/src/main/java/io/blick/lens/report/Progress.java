package io.blick.lens.report;

import java.util.OptionalLong;
import java.util.function.LongConsumer;

/** The receiver of a long request's progress. */
@FunctionalInterface
public interface Progress {

  /**
   * Begins to count.
   *
   * @param things what is counted, in the plural: {@code texts}
   * @param all how many there are, if that is known
   * @return receives, now and then, how many are done; closed when all are
   */
  Counter count(String things, OptionalLong all);

  /** Returns a progress that ignores what it receives. */
  static Progress silent() {
    return (_, _) -> _ -> {};
  }

  /** The receiver of how many things are done. */
  @FunctionalInterface
  interface Counter extends LongConsumer, AutoCloseable {
    @Override
    default void close() {}
  }
}
