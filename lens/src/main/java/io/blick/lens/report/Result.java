package io.blick.lens.report;

import io.blick.lens.text.Terminal;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * What a model answers to a request: the same numbers in every format, byte for byte what the
 * command prints (its text into a file is that for a terminal of 100 columns without colours).
 * Streams are neither flushed nor closed. A result needs its model no more.
 */
public interface Result {

  /** Returns what a reader should know beside the numbers, one sentence each; usually none. */
  default List<String> notes() {
    return List.of();
  }

  /** Returns lines of text for people, each ended by a line feed. */
  String text(Terminal terminal);

  /**
   * Writes all of it as JSON, an object on a line, and leaves the stream open.
   *
   * @throws IllegalStateException if a number is not finite: the weights may be damaged
   */
  void json(OutputStream out) throws IOException;

  /**
   * Writes its main numbers as tab-separated values, a line of JSON's keys and then a line a row,
   * and leaves the stream open.
   *
   * @throws IllegalStateException if a number is not finite: the weights may be damaged
   */
  void tsv(OutputStream out) throws IOException;
}
