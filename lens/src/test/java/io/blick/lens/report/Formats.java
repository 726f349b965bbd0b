package io.blick.lens.report;

import io.blick.lens.text.Colours;
import io.blick.lens.text.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A result in each of its formats. */
public final class Formats {
  private static final int COLUMNS = 100;

  private Formats() {}

  /** Returns the lines of the text for a terminal of 100 columns without colours. */
  public static List<String> text(Result result) {
    return result.text(new Terminal(Colours.none(), COLUMNS)).lines().toList();
  }

  /** Returns the JSON with its line feed. */
  public static String json(Result result) {
    return written(result::json);
  }

  /** Returns the cells of each line of the tab-separated values, those of the keys first. */
  public static List<List<String>> tsv(Result result) {
    return cells(written(result::tsv));
  }

  /** Returns the cells of each line. */
  public static List<List<String>> cells(String tsv) {
    return tsv.lines().map(line -> List.of(line.split("\t", -1))).toList();
  }

  /** Writes into a stream. */
  @FunctionalInterface
  public interface Body {
    /** Writes all of it. */
    void writeTo(ByteArrayOutputStream out) throws IOException;
  }

  /** Returns what is written into a stream, as text. */
  public static String written(Body body) {
    var out = new ByteArrayOutputStream();
    try {
      body.writeTo(out);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return out.toString(StandardCharsets.UTF_8);
  }
}
