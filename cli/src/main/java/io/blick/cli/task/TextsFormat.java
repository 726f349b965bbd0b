package io.blick.cli.task;

import io.blick.lens.report.task.TextsResult;
import io.blick.lens.text.Terminal;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A format of the results of many texts, which are written one after another.
 *
 * @param name as the user writes it
 * @param mostTexts how many lines of standard input are asked about at once
 * @param writer writes one result
 */
record TextsFormat<R extends TextsResult>(String name, int mostTexts, Writer<? super R> writer) {
  private static final int PART = 256;

  /** A writer of results. */
  @FunctionalInterface
  interface Writer<R> {
    /**
     * Writes the next result.
     *
     * @param canvas the colours and the width of what it is shown on
     */
    void write(R result, OutputStream out, Terminal canvas) throws IOException;
  }

  /** Returns the formats that all results have; the first is the default. */
  static <R extends TextsResult> List<TextsFormat<R>> usual() {
    return List.of(
        new TextsFormat<>(
            "text",
            PART,
            (result, out, canvas) ->
                out.write(result.text(canvas).getBytes(StandardCharsets.UTF_8))),
        new TextsFormat<>("json", PART, (result, out, _) -> result.json(out)),
        new TextsFormat<>("tsv", PART, (result, out, _) -> tsv(result, out)));
  }

  /** Returns the formats that all results have, and one whose file must know how many there are. */
  static <R extends TextsResult> List<TextsFormat<R>> usualAndWhole(String name, Writer<R> writer) {
    List<TextsFormat<R>> formats = new ArrayList<>(usual());
    formats.add(new TextsFormat<>(name, Integer.MAX_VALUE, writer));
    return List.copyOf(formats);
  }

  private static void tsv(TextsResult result, OutputStream out) throws IOException {
    if (result.texts().numbers().before() == 0) {
      result.tsv(out);
    } else {
      result.tsvRows(out);
    }
  }
}
