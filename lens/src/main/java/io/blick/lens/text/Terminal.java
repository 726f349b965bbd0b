package io.blick.lens.text;

import io.blick.lens.argument.Required;

/**
 * A terminal: its colours and its width.
 *
 * @param colours the colours that it shows; a file or a pipe has none
 * @param columns width, at least 20; sentences are broken at it, tables may be wider
 */
public record Terminal(Colours colours, int columns) {
  private static final int LEAST_COLUMNS = 20;

  /** Checks the width. */
  public Terminal {
    Required.of("terminal", "colours", colours);
    if (columns < LEAST_COLUMNS) {
      throw new IllegalArgumentException(
          "terminal: it must have at least " + LEAST_COLUMNS + " columns; got " + columns);
    }
  }
}
