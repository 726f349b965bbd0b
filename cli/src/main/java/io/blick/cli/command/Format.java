package io.blick.cli.command;

import io.blick.cli.console.Console;
import io.blick.cli.output.Output;
import io.blick.lens.report.Result;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A format of a result.
 *
 * @param name as the user writes it
 * @param writer writes a result in it
 */
public record Format<R extends Result>(String name, Writer<? super R> writer) {

  /** A writer of results in one format. */
  @FunctionalInterface
  public interface Writer<R> {
    /** Writes a result to an output. */
    void write(R result, Output output) throws IOException;
  }

  /** Returns the formats that every result has; the first is the default. */
  public static <R extends Result> List<Format<R>> usual() {
    return List.of(
        new Format<>("text", (result, output) -> output.write(result.text(output.canvas()))),
        new Format<>("json", (result, output) -> output.write(result::json)),
        new Format<>("tsv", (result, output) -> output.write(result::tsv)));
  }

  /** Returns the formats that every result has, and one more. */
  public static <R extends Result> List<Format<R>> usualAnd(String name, Writer<R> writer) {
    List<Format<R>> formats = new ArrayList<>(usual());
    formats.add(new Format<>(name, writer));
    return List.copyOf(formats);
  }

  /** Returns the formats that every result has, and some more. */
  public static <R extends Result> List<Format<R>> usualAnd(List<Format<R>> more) {
    List<Format<R>> formats = new ArrayList<>(usual());
    formats.addAll(more);
    return List.copyOf(formats);
  }

  /** Prints the notes of a result, and then writes it. */
  public void show(R result, Output output, Console console) throws IOException {
    result.notes().forEach(console::note);
    writer.write(result, output);
  }
}
