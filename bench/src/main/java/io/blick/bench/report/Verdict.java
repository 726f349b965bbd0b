package io.blick.bench.report;

/** Whether a target is met. */
public enum Verdict {
  /** It is. */
  MET("yes"),
  /** It is not. */
  MISSED("**no**"),
  /** What it takes to tell is not here. */
  NOT_RUN("not run here"),
  /** The row has no target. */
  NONE("–");

  private final String text;

  Verdict(String text) {
    this.text = text;
  }

  /** Returns what is said in a table. */
  public String text() {
    return text;
  }

  /** Returns whether a target is met. */
  public static Verdict of(boolean met) {
    return met ? MET : MISSED;
  }
}
