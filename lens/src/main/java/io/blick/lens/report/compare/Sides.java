package io.blick.lens.report.compare;

/** The kinds of sides that a comparison has. */
public enum Sides {
  /** Two texts, read by one model: its heads are the same on both sides. */
  TEXTS,
  /** Two models that read one text: no head of one is a head of the other. */
  MODELS
}
