package io.blick.lens.report.heads;

import io.blick.lens.report.Result;
import io.blick.lens.text.Colours;
import io.blick.lens.text.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A result in its formats. */
final class Formats {
  private static final int PAPER = 100;

  private Formats() {}

  /** Returns the cells of each line, the keys first. */
  static List<List<String>> tsv(Result result) throws IOException {
    var out = new ByteArrayOutputStream();
    result.tsv(out);
    return out.toString(StandardCharsets.UTF_8)
        .lines()
        .map(line -> List.of(line.split("\t", -1)))
        .toList();
  }

  static String json(Result result) throws IOException {
    var out = new ByteArrayOutputStream();
    result.json(out);
    return out.toString(StandardCharsets.UTF_8);
  }

  static List<String> text(Result result) {
    return result.text(new Terminal(Colours.none(), PAPER)).lines().toList();
  }
}
