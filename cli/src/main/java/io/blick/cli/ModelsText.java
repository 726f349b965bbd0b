package io.blick.cli;

import io.blick.hub.Listed;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The models of the catalogue as a table. */
final class ModelsText {
  private static final String GAP = "  ";

  private ModelsText() {}

  static String of(List<Listed> models) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("name", "size", "licence", "cached", "languages"));
    models.forEach(model -> rows.add(row(model)));
    List<Integer> widths = IntStream.range(0, rows.getFirst().size())
        .mapToObj(i -> rows.stream().mapToInt(row -> row.get(i).length()).max().orElse(0))
        .toList();
    return rows.stream().map(row -> line(row, widths)).collect(Collectors.joining());
  }

  private static List<String> row(Listed model) {
    return switch (model.state()) {
      case Listed.State.Cached cached -> row(model, cached.bytes(), "yes");
      case Listed.State.Absent _ -> row(model, model.entry().bytes(), "no");
      case Listed.State.InTheWay _ -> row(model, model.entry().bytes(), "in the way");
    };
  }

  private static List<String> row(Listed model, long bytes, String cached) {
    return List.of(
        model.entry().name(),
        Bytes.of(bytes),
        model.entry().licence(),
        cached,
        model.entry().languages());
  }

  private static String line(List<String> row, List<Integer> widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < row.size(); i++) {
      line.append(row.get(i))
          .append(" ".repeat(widths.get(i) - row.get(i).length()))
          .append(GAP);
    }
    return line.toString().stripTrailing() + "\n";
  }
}
