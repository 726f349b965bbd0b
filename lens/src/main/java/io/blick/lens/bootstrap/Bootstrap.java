package io.blick.lens.bootstrap;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The bootstrap (Efron 1979): of n units, such as sentences, n are drawn with replacement, 1,000
 * times over. The units pass by one after the other, and each is told how often every draw has it,
 * so that nobody needs to keep the units.
 *
 * <p>Where u units are left and m are still to be drawn, the next one is drawn as often as m throws
 * succeed that each do so with 1 / u: the multinomial distribution, one binomial at a time (Devroye
 * 1986). All come from one generator of seed 1.
 */
public final class Bootstrap {
  /** The number of draws. */
  public static final int COUNT = 1000;

  private static final long SEED = 1;

  private final SplittableRandom random = new SplittableRandom(SEED);
  private final int[] left = new int[COUNT];
  private int units;

  /**
   * Begins before the first unit.
   *
   * @param units the number n of units
   */
  public Bootstrap(int units) {
    this.units = units;
    Arrays.fill(left, units);
  }

  /**
   * Returns how often each draw has the next unit.
   *
   * @return a new array ({@link #COUNT})
   * @throws IllegalStateException if all units have passed
   */
  public int[] next() {
    if (units == 0) {
      throw new IllegalStateException("bootstrap: a unit must be left; got none");
    }
    double part = 1.0 / units;
    units--;
    int[] times = new int[COUNT];
    for (int draw = 0; draw < COUNT; draw++) {
      times[draw] = units == 0 ? left[draw] : successes(left[draw], part);
      left[draw] -= times[draw];
    }
    return times;
  }

  /** Returns how many of some throws succeed, by inversion of the binomial distribution. */
  private int successes(int throwsLeft, double part) {
    double odds = part / (1 - part);
    double probability = StrictMath.pow(1 - part, throwsLeft);
    double above = random.nextDouble() - probability;
    int successes = 0;
    while (above >= 0 && successes < throwsLeft) {
      probability *= odds * (throwsLeft - successes) / (successes + 1);
      successes++;
      above -= probability;
    }
    return successes;
  }
}
