package io.blick.models.generate;

/** Is told of each piece as it is written. */
@FunctionalInterface
public interface WritingListener {
  /**
   * A piece was written.
   *
   * @param piece the piece
   * @param shown the text that is known with it to be part of the completion; what may be the
   *     beginning of a text to stop at comes later, or not
   */
  void wrote(Written piece, String shown);
}
