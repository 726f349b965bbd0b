package io.blick.cli;

import io.blick.lens.report.Result;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A format of a result.
 *
 * @param name as the user writes it
 * @param writer writes the result
 */
record Format<R extends Result>(String name, Writer<? super R> writer) {

  /** Writes a result. */
  @FunctionalInterface
  interface Writer<R> {
    /** Writes it where it goes. */
    void write(R result, Output output) throws IOException;
  }

  /** Returns the formats that every result has; the first is that of a run that names none. */
  static <R extends Result> List<Format<R>> usual() {
    return List.of(
        new Format<>("text", (result, output) -> output.write(result.text(output.canvas()))),
        new Format<>("json", (result, output) -> output.write(result::json)),
        new Format<>("tsv", (result, output) -> output.write(result::tsv)));
  }

  /** Returns the formats that every result has, and one more. */
  static <R extends Result> List<Format<R>> usualAnd(String name, Writer<R> writer) {
    List<Format<R>> formats = new ArrayList<>(usual());
    formats.add(new Format<>(name, writer));
    return List.copyOf(formats);
  }

  /** Returns the formats that every result has, and some more. */
  static <R extends Result> List<Format<R>> usualAnd(List<Format<R>> more) {
    List<Format<R>> formats = new ArrayList<>(usual());
    formats.addAll(more);
    return List.copyOf(formats);
  }

  /** Writes a result; what its reader should know is said before. */
  void show(R result, Output output, Desk desk) throws IOException {
    result.notes().forEach(desk::note);
    writer.write(result, output);
  }
}
