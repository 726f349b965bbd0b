package io.blick.core.attention;

import io.blick.core.kernel.Transcendental;

/**
 * How {@link Attention} weighs keys: score = softCap(scale · q·k) + mask.
 *
 * @param mask which keys a query may look at, and what is added to its scores
 * @param scale factor on the dot products; dimensionless, positive
 * @param cap what bounds the scores before the mask
 * @param cuts edges that are taken out
 */
public record AttentionOptions(Mask mask, float scale, SoftCap cap, Cuts cuts) {
  private static final double LN_2 = StrictMath.log(2);

  /** What a score is multiplied by for exp(score) to be 2^(score · factor). */
  static final float LOG2_E = (float) (1 / LN_2);

  /** Checks the scale. */
  public AttentionOptions {
    if (!(scale > 0 && scale < Float.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "attention: scale must be positive and finite; got " + scale);
    }
  }

  /** Returns attention to everything with the usual scale, 1/√D, which there is from D = 1 on. */
  public static AttentionOptions full(int headDim) {
    return new AttentionOptions(
        Mask.none(), (float) (1 / StrictMath.sqrt(headDim)), SoftCap.none(), Cuts.none());
  }

  /** Returns attention to itself and what comes before it, with the usual scale, 1/√D. */
  public static AttentionOptions causal(int headDim) {
    return full(headDim).withMask(Mask.causal());
  }

  /** Returns these options with another mask. */
  public AttentionOptions withMask(Mask newMask) {
    return new AttentionOptions(newMask, scale, cap, cuts);
  }

  /** Returns these options with another scale. */
  public AttentionOptions withScale(float newScale) {
    return new AttentionOptions(mask, newScale, cap, cuts);
  }

  /** Returns these options with a soft cap. */
  public AttentionOptions withCap(SoftCap newCap) {
    return new AttentionOptions(mask, scale, newCap, cuts);
  }

  /** Returns these options with other cuts. */
  public AttentionOptions withCuts(Cuts newCuts) {
    return new AttentionOptions(mask, scale, cap, newCuts);
  }

  /** Whether scores are dot products times one number, where they are not hidden. */
  boolean isPlain() {
    return cap instanceof SoftCap.None && !mask.hasTables() && Float.isFinite(plainPower());
  }

  /** Returns what becomes of a dot product before masks. */
  float capped(float dot) {
    return switch (cap) {
      case SoftCap.None _ -> dot * scale;
      case SoftCap.Tanh(float bound) -> bound * Transcendental.tanh(dot * scale / bound);
    };
  }

  /** Returns the score that a number in the block of keys stands for. */
  float score(float x) {
    return isPlain() ? x * scale : x;
  }

  /** Returns what a score in the block of keys is multiplied by to be a power of two. */
  float power() {
    return isPlain() ? plainPower() : LOG2_E;
  }

  /** Returns scale / ln 2, which is infinite for a scale near the largest float. */
  private float plainPower() {
    return (float) (scale / LN_2);
  }
}
