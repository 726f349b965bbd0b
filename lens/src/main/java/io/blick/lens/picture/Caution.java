package io.blick.lens.picture;

import io.blick.lens.trace.EdgeScore;

/** The caution that stands on every picture and below every table of weights. */
public final class Caution {
  /** The caution for weights: one sentence with its sources. */
  public static final String TEXT =
      "Weights show where a head looks, not why the model decides: they are not explanations"
          + " (Jain & Wallace 2019; Wiegreffe & Pinter 2019).";

  private static final String OF_NORMS =
      " A long vector may still be cancelled by those of other heads.";

  private static final String OF_ROLLOUT =
      " Rollout takes hidden states for mixtures of those below: it leaves out values, layer norms"
          + " and feed-forward layers.";

  private Caution() {}

  /** Returns the caution for a picture of these numbers. */
  public static String of(EdgeScore edgeScore) {
    return switch (edgeScore) {
      case WEIGHT -> TEXT;
      case NORM -> TEXT + OF_NORMS;
      case ROLLOUT -> TEXT + OF_ROLLOUT;
    };
  }
}
