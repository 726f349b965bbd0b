package io.blick.models.generate;

/**
 * What logits of pieces that a text has already lose.
 *
 * @param repetition of each piece of the whole text a positive logit is divided by it, and a
 *     negative one multiplied (Keskar et al. 2019, arXiv 1909.05858); 1 changes nothing
 * @param presence is taken from the logit of each piece that was written
 * @param frequency is taken from it as often as the piece was written
 */
public record Penalties(double repetition, double presence, double frequency) {
  /** Takes nothing. */
  public static final Penalties NONE = new Penalties(1, 0, 0);

  /** Checks the numbers. */
  public Penalties {
    if (!(repetition > 0 && repetition < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "complete: the penalty for repetition must be positive and finite; got " + repetition);
    }
    if (!Double.isFinite(presence) || !Double.isFinite(frequency)) {
      throw new IllegalArgumentException(
          "complete: penalties for presence and frequency must be finite; got %s and %s"
              .formatted(presence, frequency));
    }
  }

  /**
   * Changes logits.
   *
   * @param logits of all pieces
   * @param occurs how often the text has each of them
   * @param written how often it was written
   */
  void apply(float[] logits, int[] occurs, int[] written) {
    for (int id = 0; id < logits.length; id++) {
      if (occurs[id] > 0) {
        double logit = logits[id];
        double repeated = logit > 0 ? logit / repetition : logit * repetition;
        double present = written[id] > 0 ? presence : 0;
        logits[id] = (float) (repeated - present - frequency * written[id]);
      }
    }
  }
}
