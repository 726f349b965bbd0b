package io.blick.lens.picture;

/** What every picture says of itself. */
final class Caution {
  static final String TEXT =
      "Weights show where a head looks, not why the model decides: they are not explanations"
          + " (Jain & Wallace 2019; Wiegreffe & Pinter 2019).";

  private Caution() {}
}
