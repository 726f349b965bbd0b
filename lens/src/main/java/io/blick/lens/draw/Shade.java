package io.blick.lens.draw;

/**
 * The shade of a weight, √weight in {@link #COUNT} steps: with the square root, the small weights
 * that most heads spread over a text can be told from none.
 */
public final class Shade {
  /** Number of shades, from that of a weight of 0 to that of a weight of 1. */
  public static final int COUNT = 32;

  private Shade() {}

  /** Returns the shade of a weight, 0 to {@link #COUNT} - 1. */
  public static int of(double weight) {
    double strength = Math.sqrt(Math.clamp(weight, 0.0, 1.0));
    return (int) Math.round(strength * (COUNT - 1));
  }

  /**
   * Returns the colour of a shade, interpolated linearly between given colours.
   *
   * @param stops at least two colours 0xrrggbb, equally spaced, the first for shade 0
   * @return the colour, 0xrrggbb
   */
  public static int colour(int shade, int... stops) {
    double at = (double) shade / (COUNT - 1) * (stops.length - 1);
    int below = Math.min((int) at, stops.length - 2);
    double part = at - below;
    int mixed = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      int from = stops[below] >> shift & 0xff;
      int to = stops[below + 1] >> shift & 0xff;
      mixed |= (int) Math.round(from + part * (to - from)) << shift;
    }
    return mixed;
  }
}
