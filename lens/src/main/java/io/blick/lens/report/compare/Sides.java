package io.blick.lens.report.compare;

/** What the two sides of a comparison are. */
public enum Sides {
  /** Two texts, read by one model: its heads are the same on both sides. */
  TEXTS,
  /** Two models that read one text: no head of one is a head of the other. */
  MODELS
}
