package io.blick.lens.report.ablation;

/** The part of a model's output that is measured, before and after an intervention. */
public enum AblationMeasure {
  /** The guesses for the masks that stand in a text. */
  GUESSES,
  /** The loss of the pieces of a text, each masked in turn; of a corpus, of some of them. */
  LOSS,
  /** The classes of a text, or of a pair of texts. */
  CLASS,
  /** The tags of the words of a text. */
  TAGS,
  /** The answer to a question. */
  ANSWER,
  /** The vector of a text. */
  EMBEDDING
}
