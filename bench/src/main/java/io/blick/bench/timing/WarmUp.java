package io.blick.bench.timing;

/**
 * The warm-up of a side, which ends when it no longer gets faster: the JIT compilers may take many
 * seconds, for a whole model longer than for a kernel.
 */
final class WarmUp {
  /** A smaller gain is noise. */
  private static final double FASTER = 0.95;

  /** The longest warm-up, in units of the least time. */
  private static final int MOST = 8;

  private final long least;
  private double best = Double.POSITIVE_INFINITY;
  private long spent;
  private long steady;

  /**
   * Creates the warm-up.
   *
   * @param least nanoseconds in which a side must not have got faster
   */
  WarmUp(long least) {
    this.least = least;
  }

  /**
   * Adds the time of some calls, and returns whether more are needed.
   *
   * @param nanos of all these calls
   */
  boolean isCold(long nanos, int calls) {
    spent += nanos;
    steady += nanos;
    double each = (double) nanos / calls;
    if (each < FASTER * best) {
      steady = best == Double.POSITIVE_INFINITY ? nanos : 0;
      best = each;
    }
    return steady < least && spent < MOST * least;
  }
}
