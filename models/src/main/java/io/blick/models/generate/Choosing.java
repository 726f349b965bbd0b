package io.blick.models.generate;

/** How one of the pieces that may follow is chosen. */
public sealed interface Choosing {

  /** The most probable piece, of equal ones the first in the vocabulary. */
  record Likeliest() implements Choosing {}

  /**
   * A piece drawn by chance, from what is left of softmax(logits / temperature) after four cuts, in
   * this order. Number n of a text is drawn with the number that a hash gives for the seed and n,
   * so that the same text comes for any threads, alone or beside others.
   *
   * @param temperature divides the logits; below 1 what is probable becomes more so
   * @param topK keeps so many pieces, the most probable, and those equal to the last (Fan et al.
   *     2018, arXiv 1805.04833); all of them if it is as large as the vocabulary
   * @param topP keeps the fewest pieces, the most probable first, that have at least so much
   *     probability together (Holtzman et al. 2020, arXiv 1904.09751); 1 keeps all
   * @param minP keeps pieces that have at least so many times the probability of the likeliest
   *     (Nguyen et al. 2024, arXiv 2407.01082); 0 keeps all
   * @param typical keeps the fewest pieces that have at least so much probability together, those
   *     first whose −ln p is nearest to the entropy (Meister et al. 2023, arXiv 2202.00666); 1
   *     keeps all
   * @param seed of the draws
   */
  record Drawn(double temperature, int topK, double topP, double minP, double typical, long seed)
      implements Choosing {
    /** Checks the numbers. */
    public Drawn {
      if (!(temperature > 0 && temperature < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "complete: the temperature must be positive and finite; got " + temperature);
      }
      if (topK < 1) {
        throw new IllegalArgumentException("complete: top-k must be at least 1; got " + topK);
      }
      requirePart("top-p", topP, topP > 0);
      requirePart("min-p", minP, minP >= 0);
      requirePart("typical", typical, typical > 0);
    }

    private static void requirePart(String name, double part, boolean least) {
      if (!(least && part <= 1)) {
        throw new IllegalArgumentException(
            "complete: %s must be a part of 1; got %s".formatted(name, part));
      }
    }

    /** Returns draws from all pieces, with a temperature and seed 0. */
    public static Drawn at(double temperature) {
      return new Drawn(temperature, Integer.MAX_VALUE, 1, 0, 1, 0);
    }
  }
}
