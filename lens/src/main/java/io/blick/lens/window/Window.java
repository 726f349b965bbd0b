package io.blick.lens.window;

/**
 * A part of a text that a model reads at once, with the pieces that it adds to any text.
 *
 * @param from index of its first piece among those of the whole text
 * @param to index after its last piece
 */
public record Window(int from, int to) {

  /** Returns how far a run of pieces stands from the nearer end; negative if it is not all here. */
  int depth(int first, int last) {
    return Math.min(first - from, to - 1 - last);
  }
}
