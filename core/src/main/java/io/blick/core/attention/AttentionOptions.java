package io.blick.core.attention;

/**
 * How {@link Attention} weighs keys.
 *
 * @param mask which keys a query may look at
 * @param scale factor on the scores before the softmax; dimensionless, positive
 */
public record AttentionOptions(Mask mask, float scale) {

  private static final double LN_2 = StrictMath.log(2);

  /** Checks the scale. */
  public AttentionOptions {
    if (!(scale > 0 && scale < Float.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "attention: scale must be positive and finite; got " + scale);
    }
  }

  /** Returns attention to everything with the usual scale, 1/√D. */
  public static AttentionOptions full(int headDim) {
    return new AttentionOptions(Mask.none(), (float) (1 / StrictMath.sqrt(headDim)));
  }

  /** Returns these options with another mask. */
  public AttentionOptions withMask(Mask newMask) {
    return new AttentionOptions(newMask, scale);
  }

  /** Returns what a score is multiplied by for exp(score · scale) to be 2^(score · factor). */
  static float inPowersOfTwo(float scale) {
    return (float) (scale / LN_2);
  }
}
