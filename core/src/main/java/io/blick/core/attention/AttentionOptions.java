package io.blick.core.attention;

/**
 * How {@link Attention} weighs keys.
 *
 * @param mask which keys a query may look at
 * @param scale factor on the scores before the softmax; dimensionless, positive
 */
public record AttentionOptions(Mask mask, float scale) {

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
}
