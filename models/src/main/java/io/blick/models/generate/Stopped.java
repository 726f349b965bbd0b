package io.blick.models.generate;

/** Why a text does not go on. */
public enum Stopped {
  /** As many pieces were written as were asked for, or as the model has positions for. */
  LENGTH,
  /** A text was written after which it was to stop. */
  STOP,
  /** The model wrote a piece that ends a text. */
  END
}
