package io.blick.lens.picture;

/**
 * What a terminal can show.
 *
 * @param colours which colours; a file or a pipe has none
 * @param columns its width, at least 20
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

  /**
   * Returns a bar for what a program shows beside the pictures; nothing where there are no bars.
   *
   * @param part its length, from 0 to 1
   * @param columns the length of 1
   */
  public String bar(double part, int columns) {
    return new Ink(colours).bar(part, columns);
  }
}
