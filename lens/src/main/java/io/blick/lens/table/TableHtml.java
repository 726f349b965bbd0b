package io.blick.lens.table;

import io.blick.lens.draw.Svg;
import io.blick.lens.table.Column.Cells;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A table as an HTML element; a bar is a line below its number. */
final class TableHtml {
  private TableHtml() {}

  static <R> String of(Table<R> table) {
    List<Cells<R>> columns =
        table.columns().stream().flatMap(column -> column.cells().stream()).toList();
    return """
        <table>
        <thead>
        <tr>%s</tr>
        </thead>
        <tbody>
        %s
        </tbody>
        </table>
        """.formatted(
            columns.stream().map(TableHtml::heading).collect(Collectors.joining()),
            table.rows().stream()
                .map(row -> "<tr>" + cells(columns, row) + "</tr>")
                .collect(Collectors.joining("\n")));
  }

  private static String heading(Cells<?> column) {
    return "<th%s scope=\"col\">%s</th>".formatted(style(column), Svg.escaped(column.heading()));
  }

  private static <R> String cells(List<Cells<R>> columns, R row) {
    var cells = new StringBuilder();
    for (Cells<R> column : columns) {
      // The first cell names its row.
      String element = cells.isEmpty() ? "th" : "td";
      String scope = cells.isEmpty() ? " scope=\"row\"" : "";
      String text = Svg.escaped(column.text().apply(row));
      cells.append("<%s%s%s>%s%s</%s>"
          .formatted(element, style(column), scope, text, bar(column, row), element));
    }
    return cells.toString();
  }

  private static String style(Cells<?> column) {
    return switch (column.side()) {
      case LEFT -> " class=\"name\"";
      case RIGHT -> "";
    };
  }

  private static <R> String bar(Cells<R> column, R row) {
    return column
        .bar()
        .map(length -> String.format(
            Locale.ROOT,
            "<span class=\"bar\" style=\"background-size:%.1f%% 100%%\"></span>",
            100 * length.applyAsDouble(row)))
        .orElse("");
  }
}
