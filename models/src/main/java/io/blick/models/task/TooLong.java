package io.blick.models.task;

/** The treatment of a text that has more pieces than the model takes. */
public enum TooLong {
  /** It is an error, which says both numbers. */
  REFUSE,
  /**
   * Its last pieces are left out, and the result says so. The pieces that the model adds stay. Of a
   * pair, the longer text is cut first; both are, to the same length, where that is not enough
   * ("longest first"; one odd piece goes to the longer text, or to the second if they are equal).
   */
  CUT
}
