package io.blick.core.attention;

import io.blick.core.kernel.Transcendental;

/**
 * The options of {@link Attention}: score = softCap(scale · q·k) + mask.
 *
 * @param mask which keys a query may look at, and what is added to its scores
 * @param scale factor on the dot products; dimensionless, positive
 * @param cap bound on the scores before the mask
 * @param cuts edges that are taken out
 */
public record AttentionOptions(Mask mask, float scale, SoftCap cap, Cuts cuts) {
  private static final double LN_2 = StrictMath.log(2);

  /** log₂ e: exp(score) = 2^(score · log₂ e). */
  static final float LOG2_E = (float) (1 / LN_2);

  /** Checks the scale, and that the others are there. */
  public AttentionOptions {
    Attention.present("mask", mask);
    Attention.present("cap", cap);
    Attention.present("cuts", cuts);
    if (!(scale > 0 && scale < Float.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "attention: scale must be positive and finite; got " + scale);
    }
  }

  /** Returns unmasked attention with the usual scale, 1/√D; D must be at least 1. */
  public static AttentionOptions full(int headDim) {
    return new AttentionOptions(
        Mask.none(), (float) (1 / StrictMath.sqrt(headDim)), SoftCap.none(), Cuts.none());
  }

  /** Returns causal attention, the last query at the last key, with the usual scale, 1/√D. */
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

  /** Whether scores are dot products times one number, apart from hidden keys. */
  boolean isPlain() {
    return cap instanceof SoftCap.None && !mask.hasTables() && Float.isFinite(plainLog2Scale());
  }

  /** Returns softCap(scale · dot). */
  float capped(float dot) {
    return switch (cap) {
      case SoftCap.None _ -> dot * scale;
      case SoftCap.Tanh(float bound) -> bound * Transcendental.tanh(dot * scale / bound);
    };
  }

  /**
   * Returns the score for a number in the block of scores, which holds dot products where
   * {@link #isPlain}.
   */
  float score(float x) {
    return isPlain() ? x * scale : x;
  }

  /**
   * Returns c of docs/numerics.md: 2^(x · c) is exp(score) for a number x in the block of scores.
   */
  float log2Scale() {
    return isPlain() ? plainLog2Scale() : LOG2_E;
  }

  /** Returns scale / ln 2; infinite for a scale near the largest float. */
  private float plainLog2Scale() {
    return (float) (scale / LN_2);
  }
}
