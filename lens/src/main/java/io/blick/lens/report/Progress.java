package io.blick.lens.report;

import java.util.OptionalLong;
import java.util.function.LongConsumer;

/** Is told how far a long request has come. */
@FunctionalInterface
public interface Progress {

  /**
   * Begins to count.
   *
   * @param things what is counted, in the plural: {@code texts}
   * @param all how many there are, if it is known
   * @return is told, now and then, how many are done; closed when all are
   */
  Counter count(String things, OptionalLong all);

  /** Tells nobody. */
  static Progress silent() {
    return (_, _) -> _ -> {};
  }

  /** Is told how many things are done. */
  @FunctionalInterface
  interface Counter extends LongConsumer, AutoCloseable {
    @Override
    default void close() {}
  }
}
