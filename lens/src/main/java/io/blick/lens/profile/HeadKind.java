package io.blick.lens.profile;

/** What a head is called by its {@link HeadProfile}: one name, several or none. */
public enum HeadKind {
  /** At least {@link #POSITIONAL_MASS} on the next piece, the previous one or itself. */
  POSITIONAL("positional"),
  /** At least {@link #SINK_MASS} on [CLS], [SEP] and punctuation together. */
  SINK("sink"),
  /** An entropy of at least {@link #BROAD_SHARE} of ln S. */
  BROAD("broad");

  /** Half of all that a head gives, on one relative position. */
  public static final double POSITIONAL_MASS = 0.5;

  /**
   * Half of all that a head gives, on what says little of the text: where heads look that have
   * nothing to do (Clark et al. 2019, arXiv 1906.04341, section 3.2).
   */
  public static final double SINK_MASS = 0.5;

  /** Of S pieces a head with 0.75 ln S looks at as many as S^0.75 alike: 16 of 40. */
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
