package io.blick.lens.bootstrap;

/**
 * A proportion, hits / cases, and how sure it is.
 *
 * @param hits from 0 to {@code cases}
 * @param cases at least 1
 */
public record Proportion(int hits, int cases) {
  /** The cases from which on the bootstrap alone makes the interval. */
  public static final int MANY = 30;

  /**
   * The hits, and the misses, from which on the bootstrap alone makes the interval. Where n · p or
   * n · (1 − p) is less, a proportion is far from normal, many draws are alike at the end that is
   * near, and the interval breaks off there: of 29 hits in 30 cases at 1.
   */
  public static final int FEWEST = 5;

  /** The 97.5th percentile of the normal distribution, to the nearest double. */
  private static final double Z = 1.959963984540054;

  /** Checks that there is a case, and that the hits are some of the cases. */
  public Proportion {
    if (cases < 1 || hits < 0 || hits > cases) {
      throw new IllegalArgumentException(
          "proportion: hits must be from 0 to the cases, of which there must be one; got %d of %d"
              .formatted(hits, cases));
    }
  }

  /**
   * Returns whether resampling says too little: fewer than {@link #MANY} cases, or fewer than
   * {@link #FEWEST} hits or misses. Where all cases are alike each draw of them is, too, and the
   * bootstrap's interval is a point.
   */
  public boolean isSparse() {
    return cases < MANY || hits < FEWEST || cases - hits < FEWEST;
  }

  /**
   * Returns the 95 % interval: the bootstrap's, or where {@link #isSparse} from the lower low of
   * the bootstrap and {@link #wilson} up to the higher high. Wilson's interval knows nothing of
   * sentences that have several cases each; the bootstrap does, so neither may narrow the other.
   *
   * @param bootstrap of this proportion
   */
  public Interval interval(Interval bootstrap) {
    if (!isSparse()) {
      return bootstrap;
    }
    Interval wilson = wilson();
    return new Interval(
        Math.min(bootstrap.low(), wilson.low()), Math.max(bootstrap.high(), wilson.high()));
  }

  /**
   * Returns Wilson's score interval, (p + z²/2n ± z √(p(1 − p)/n + z²/4n²)) / (1 + z²/n): all
   * proportions from which p = hits / n is not farther away than z = 1.96 standard errors of theirs
   * (Wilson 1927, Journal of the American Statistical Association 22).
   */
  public Interval wilson() {
    double p = (double) hits / cases;
    double square = Z * Z / cases;
    double middle = p + square / 2;
    double side = Z * Math.sqrt(p * (1 - p) / cases + square / (4 * cases));
    // At the ends the formula is exact on paper, but not in floating point.
    double low = hits == 0 ? 0 : (middle - side) / (1 + square);
    double high = hits == cases ? 1 : (middle + side) / (1 + square);
    return new Interval(low, high);
  }
}
