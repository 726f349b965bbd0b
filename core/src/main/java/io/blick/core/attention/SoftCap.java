package io.blick.core.attention;

/** A bound on scores, applied before masks: Gemma 2 (arXiv 2408.00118). */
public sealed interface SoftCap {

  /** Scores stay as they are. */
  record None() implements SoftCap {}

  /**
   * A score x becomes cap · tanh(x / cap).
   *
   * @param cap the bound; positive
   */
  record Tanh(float cap) implements SoftCap {
    /** Checks the bound. */
    public Tanh {
      if (!(cap > 0 && cap < Float.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "attention: the soft cap must be positive and finite; got " + cap);
      }
    }
  }

  /** Returns no cap. */
  static SoftCap none() {
    return new None();
  }

  /** Returns the soft cap with a bound. */
  static SoftCap at(float cap) {
    return new Tanh(cap);
  }
}
