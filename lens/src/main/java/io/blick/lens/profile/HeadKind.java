package io.blick.lens.profile;

/** The kinds that a head's {@link HeadProfile} can show: one, several or none. */
public enum HeadKind {
  /** At least {@link #POSITIONAL_MASS} on the next piece, the previous one or itself. */
  POSITIONAL("positional"),
  /** At least {@link #SINK_MASS} on [CLS], [SEP] and punctuation together. */
  SINK("sink"),
  /** An entropy of at least {@link #BROAD_SHARE} of ln S. */
  BROAD("broad");

  /** Half of a head's weight, on one relative position. */
  public static final double POSITIONAL_MASS = 0.5;

  /**
   * Half of a head's weight, on pieces that say little of the text: there a head looks that has
   * nothing to do (Clark et al. 2019, arXiv 1906.04341, section 3.2).
   */
  public static final double SINK_MASS = 0.5;

  /**
   * An entropy of 0.75 ln S: as if the head looked at S^0.75 of S pieces with equal weights, at 16
   * of 40.
   */
  public static final double BROAD_SHARE = 0.75;

  private final String label;

  HeadKind(String label) {
    this.label = label;
  }

  /** Returns the name that results show. */
  public String label() {
    return label;
  }
}
