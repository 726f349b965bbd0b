package io.blick.bench.turns;

/**
 * Whether a side is still getting faster: what is compiled while it runs may take many seconds, a
 * whole model longer than a kernel.
 */
final class Warming {
  /** What is less than this is noise. */
  private static final double FASTER = 0.95;

  /** After so many times the least time it is taken for what it is. */
  private static final int MOST = 8;

  private final long least;
  private double best = Double.POSITIVE_INFINITY;
  private long spent;
  private long steady;

  /**
   * Begins.
   *
   * @param least nanoseconds in which a side must not get faster
   */
  Warming(long least) {
    this.least = least;
  }

  /**
   * Takes note of some calls, and returns whether more are needed.
   *
   * @param nanos of all of them
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
