package io.blick.bench.report;

/** The verdict on a target. */
public enum Verdict {
  /** The target is met. */
  MET("yes"),
  /** The target is not met. */
  MISSED("**no**"),
  /** Not known: what it needs, a peer for example, is not on this machine. */
  NOT_RUN("not run here"),
  /** The row has no target. */
  NONE("–");

  private final String text;

  Verdict(String text) {
    this.text = text;
  }

  /** Returns the cell in a table. */
  public String text() {
    return text;
  }

  /** Returns the verdict on a target that is met or not. */
  public static Verdict of(boolean met) {
    return met ? MET : MISSED;
  }
}
