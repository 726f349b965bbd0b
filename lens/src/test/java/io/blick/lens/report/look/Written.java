package io.blick.lens.report.look;

import io.blick.lens.report.Result;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Results as they are written. */
final class Written {
  private Written() {}

  static String json(Result result) {
    return written(result::json);
  }

  /** Returns the cells of each line, that of the keys first. */
  static List<List<String>> tsv(Result result) {
    return rows(written(result::tsv));
  }

  static List<List<String>> rows(String tsv) {
    return tsv.lines().map(line -> List.of(line.split("\t", -1))).toList();
  }

  /** Writes into a stream. */
  @FunctionalInterface
  interface Body {
    void writeTo(ByteArrayOutputStream out) throws IOException;
  }

  static String written(Body body) {
    var out = new ByteArrayOutputStream();
    try {
      body.writeTo(out);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return out.toString(StandardCharsets.UTF_8);
  }
}
