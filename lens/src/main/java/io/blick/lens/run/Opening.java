package io.blick.lens.run;

import java.util.function.Supplier;

/** Several things that are opened together, or not at all. */
public final class Opening {
  private Opening() {}

  /**
   * Returns what is opened next; if that fails, what was opened before is closed.
   *
   * @param open opens it
   * @param closing closes what was opened before
   */
  public static <T> T next(Supplier<T> open, Runnable closing) {
    try {
      return open.get();
    } catch (RuntimeException | Error failure) {
      try {
        closing.run();
      } catch (RuntimeException second) {
        failure.addSuppressed(second);
      }
      throw failure;
    }
  }
}
