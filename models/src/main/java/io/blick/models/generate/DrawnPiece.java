package io.blick.models.generate;

import java.util.Arrays;

/** Draws a piece by chance: the cuts of {@link Choosing.Drawn}, on probabilities. */
final class DrawnPiece {
  private static final long GOLDEN = 0x9e3779b97f4a7c15L;

  private final Choosing.Drawn choosing;
  private final float[] probabilities;
  // The pieces that are left, and in front of each what it is sorted by.
  private final long[] left;
  private int count;

  /**
   * Takes probabilities.
   *
   * @param probabilities of all pieces, up to a factor that all have
   */
  DrawnPiece(Choosing.Drawn choosing, float... probabilities) {
    this.choosing = choosing;
    this.probabilities = probabilities;
    this.left = new long[probabilities.length];
    this.count = left.length;
    for (int id = 0; id < left.length; id++) {
      // The bits of floats from 0 on are in their order; the largest comes first.
      left[id] = ((long) ~Float.floatToIntBits(probabilities[id]) << Integer.SIZE) | id;
    }
    Arrays.sort(left);
  }

  /**
   * Returns the piece that a number means.
   *
   * @param number of the draw, from 0
   */
  int draw(long number) {
    keepLargest();
    keepNucleus();
    keepLikely();
    if (choosing.typical() < 1) {
      keepTypical();
    }
    double place = uniform(choosing.seed(), number) * total();
    double sum = 0;
    int i = 0;
    while (i < count - 1 && sum + probability(i) <= place) {
      sum += probability(i);
      i++;
    }
    return id(i);
  }

  /**
   * Returns a number from 0 to below 1 that depends on both alone: Steele et al. 2014, SplitMix.
   */
  static double uniform(long seed, long number) {
    long z = seed * GOLDEN + (number + 1) * 0xd1342543de82ef95L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return ((z ^ (z >>> 31)) >>> 11) * 0x1p-53;
  }

  private int id(int i) {
    return (int) left[i];
  }

  private double probability(int i) {
    return probabilities[id(i)];
  }

  private double total() {
    double total = 0;
    for (int i = 0; i < count; i++) {
      total += probability(i);
    }
    return total;
  }

  private void keepLargest() {
    if (choosing.topK() < count) {
      int kept = choosing.topK();
      double last = probability(kept - 1);
      while (kept < count && probability(kept) == last) {
        kept++;
      }
      count = kept;
    }
  }

  private void keepNucleus() {
    if (choosing.topP() < 1) {
      keepMass(choosing.topP() * total());
    }
  }

  /** Keeps the fewest of the first that have so much together, at least one. */
  private void keepMass(double mass) {
    double sum = 0;
    int kept = 0;
    while (kept < count && (kept == 0 || sum < mass)) {
      sum += probability(kept);
      kept++;
    }
    count = kept;
  }

  private void keepLikely() {
    double least = choosing.minP() * probability(0);
    while (count > 1 && probability(count - 1) < least) {
      count--;
    }
  }

  private void keepTypical() {
    double total = total();
    double entropy = 0;
    for (int i = 0; i < count; i++) {
      double p = probability(i) / total;
      entropy -= p == 0 ? 0 : p * StrictMath.log(p);
    }
    long[] byDistance = new long[count];
    for (int i = 0; i < count; i++) {
      float distance = (float) Math.abs(StrictMath.log(probability(i) / total) + entropy);
      byDistance[i] = ((long) Float.floatToIntBits(distance) << Integer.SIZE) | id(i);
    }
    Arrays.sort(byDistance);
    System.arraycopy(byDistance, 0, left, 0, count);
    keepMass(choosing.typical() * total);
  }
}
