package io.blick.lens.picture;

import io.blick.lens.trace.EdgeScore;

/** What every picture and every table of weights says of itself. */
public final class Caution {
  /** One sentence with its sources. */
  public static final String TEXT =
      "Weights show where a head looks, not why the model decides: they are not explanations"
          + " (Jain & Wallace 2019; Wiegreffe & Pinter 2019).";

  private static final String OF_NORMS =
      " A long vector may still be cancelled by those of other heads.";

  private static final String OF_ROLLOUT =
      " Rollout takes hidden states for mixtures of those below: it leaves out values, layer norms"
          + " and feed-forward layers.";

  private Caution() {}

  /** Returns what a picture of these numbers says of itself. */
  static String of(EdgeScore measure) {
    return switch (measure) {
      case WEIGHT -> TEXT;
      case NORM -> TEXT + OF_NORMS;
      case ROLLOUT -> TEXT + OF_ROLLOUT;
    };
  }
}
