package io.blick.lens.table;

import io.blick.lens.text.Visible;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A table as tab-separated values, without quotes. In a text, a tab, a line feed and a backslash
 * are written {@code \t}, {@code \n} and {@code \\}, other characters that act {@code \}{@code u}
 * and their number.
 */
final class TableTsv {
  /** Characters that are gathered before they are written: a stream may be a socket. */
  private static final int WRITE_SIZE = 1 << 13;

  private TableTsv() {}

  static <R> void write(Table<R> table, OutputStream out) throws IOException {
    List<String> keys =
        table.columns().stream().flatMap(column -> column.keys().stream()).toList();
    out.write(line(keys).getBytes(StandardCharsets.UTF_8));
    writeRows(table, out);
  }

  static <R> void writeRows(Table<R> table, OutputStream out) throws IOException {
    var lines = new StringBuilder();
    for (R row : table.rows()) {
      lines.append(line(table.columns().stream()
          .flatMap(column -> column.values().apply(row).stream())
          .map(TableTsv::written)
          .toList()));
      if (lines.length() >= WRITE_SIZE) {
        out.write(lines.toString().getBytes(StandardCharsets.UTF_8));
        lines.setLength(0);
      }
    }
    out.write(lines.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static String line(List<String> cells) {
    return String.join("\t", cells) + "\n";
  }

  private static String written(Value value) {
    return switch (value) {
      case Value.Text(String text) -> escaped(text);
      case Value.Count(long count) -> Long.toString(count);
      case Value.Real(double number) -> written(number);
      case Value.Nothing _ -> "";
    };
  }

  private static String written(double number) {
    float nearest = (float) number;
    if (!Float.isFinite(nearest)) {
      throw new IllegalStateException(
          "table: a number must be finite; got %s; the weights may be damaged".formatted(number));
    }
    return Float.toString(nearest);
  }

  private static String escaped(String text) {
    return text.codePoints().mapToObj(TableTsv::escaped).collect(Collectors.joining());
  }

  private static String escaped(int c) {
    return switch (c) {
      case '\t' -> "\\t";
      case '\n' -> "\\n";
      case '\\' -> "\\\\";
      default -> {
        String raw = Character.toString(c);
        yield Visible.text(raw).equals(raw) ? raw : numbered(raw);
      }
    };
  }

  private static String numbered(String raw) {
    return raw.chars().mapToObj("\\u%04x"::formatted).collect(Collectors.joining());
  }
}
