package io.blick.lens.roles;

/** Which end of a dependency looks at the other. */
public enum Direction {
  /** The dependent looks; right is the word that it depends on. */
  DEPENDENT_TO_HEAD("dependent-to-head"),
  /** The word that is depended on looks; right is the dependent. */
  HEAD_TO_DEPENDENT("head-to-dependent");

  private final String label;

  Direction(String label) {
    this.label = label;
  }

  /** Returns the name that results show. */
  public String label() {
    return label;
  }
}
