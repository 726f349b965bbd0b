package io.blick.lens.text;

/**
 * What a terminal can show.
 *
 * @param colours which colours; a file or a pipe has none
 * @param columns its width, at least 20; sentences are broken to it, tables are as wide as they are
 */
public record Terminal(Colours colours, int columns) {
  private static final int LEAST = 20;

  /** Checks the width. */
  public Terminal {
    if (columns < LEAST) {
      throw new IllegalArgumentException(
          "terminal: it must have at least " + LEAST + " columns; got " + columns);
    }
  }
}
