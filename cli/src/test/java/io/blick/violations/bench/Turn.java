package io.blick.violations.bench;

/** Something of the bench that others might want. */
public final class Turn {
  /** Returns the nanoseconds of a turn. */
  public long nanos() {
    return 7;
  }
}
