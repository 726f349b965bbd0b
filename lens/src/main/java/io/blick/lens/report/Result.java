package io.blick.lens.report;

import io.blick.lens.text.Terminal;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * The result of a request: the same numbers in every format, byte for byte what the command prints
 * (into a file it prints the text for a terminal of 100 columns without colours). Streams are
 * neither flushed nor closed. A result no longer needs its model, which may be closed.
 */
public interface Result {

  /** Returns notes, one sentence each, on what a reader should know beside the numbers. */
  default List<String> notes() {
    return List.of();
  }

  /** Returns the result as text for people; each line ends with a line feed. */
  String text(Terminal terminal);

  /**
   * Writes the whole result as JSON, one object on one line, and leaves the stream open.
   *
   * @throws IllegalStateException if a number is not finite: the weights may be damaged
   */
  void json(OutputStream out) throws IOException;

  /**
   * Writes the main numbers as tab-separated values: a line of JSON's keys, then a line for each
   * row. Leaves the stream open.
   *
   * @throws IllegalStateException if a number is not finite: the weights may be damaged
   */
  void tsv(OutputStream out) throws IOException;
}
