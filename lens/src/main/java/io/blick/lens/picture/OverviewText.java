package io.blick.lens.picture;

import io.blick.lens.draw.Ink;
import io.blick.lens.draw.Numbers;
import io.blick.lens.draw.TextPage;
import io.blick.lens.text.Columns;
import io.blick.lens.text.Terminal;
import io.blick.lens.trace.HeadMaps;
import io.blick.lens.trace.Pairs;
import io.blick.lens.trace.TextUnits;
import java.util.List;
import java.util.stream.IntStream;

/** The table of an {@link Overview} as text, and below it the map of all heads. */
final class OverviewText {
  private static final String GAP = "  ";

  private static final String ORDER =
      " They stand in the order of that mean, which --format json has.";

  /** Columns of a head and a weight behind a word: {@code 12-12 0.265}. */
  private static final int PLACE = 12;

  /** A word keeps so many columns in the narrowest terminal. */
  private static final int LEAST = 4;

  private final HeadMaps maps;
  private final TextUnits units;
  private final Pairs pairs;
  private final List<Specials> specials;
  private final Ink ink;
  private final int columns;
  private final int labels;
  private final TextPage lines;

  private OverviewText(HeadMaps maps, Pairs pairs, Terminal terminal) {
    this.maps = maps;
    this.units = maps.units();
    this.pairs = pairs;
    this.specials = Specials.of(units);
    this.ink = new Ink(terminal.colours());
    this.columns = terminal.columns();
    this.labels = Labels.widest(units, units.own());
    this.lines = new TextPage(columns);
  }

  static String of(HeadMaps maps, Pairs pairs, Terminal terminal) {
    var picture = new OverviewText(maps, pairs, terminal);
    picture.table();
    picture.lines.blank();
    SmallMapsText.append(picture.lines, maps, terminal);
    picture.lines.blank().sentence(Caution.of(picture.maps.measure()));
    return picture.lines.toString();
  }

  private void table() {
    lines.title(ink, Labels.model(maps)).sentence(Overview.rule(maps) + ORDER);
    if (!specials.isEmpty()) {
      lines.sentence("Under %s: the mean %s on what the model adds."
          .formatted(Specials.names(units), ScoreLabels.noun(maps.measure())));
    }
    lines.blank().add(ink.faint(heading()));
    List<List<String>> rows = units.own().stream().map(this::cells).toList();
    int[] widths = widths(rows);
    int perLine = perLine(widths);
    for (int row = 0; row < rows.size(); row++) {
      addRow(units.own().get(row), rows.get(row), widths, perLine);
    }
  }

  private String heading() {
    var heading = new StringBuilder(" ".repeat(labels));
    for (Specials special : specials) {
      heading.append(GAP).append(Columns.right(special.label(), massWidth(special)));
    }
    return heading.append(GAP).append("looks at").toString();
  }

  private static int massWidth(Specials special) {
    return Math.max(5, Columns.of(special.label()));
  }

  private List<String> cells(int from) {
    int widest = Math.max(LEAST, columns - indent() - GAP.length() - PLACE);
    return pairs.most(from, Overview.MOST).stream()
        .map(pair -> Overview.cell(units, pair, widest))
        .toList();
  }

  /** Returns the width of each of the four columns. */
  private static int[] widths(List<List<String>> rows) {
    return IntStream.range(0, Overview.MOST)
        .map(i -> rows.stream()
            .filter(row -> i < row.size())
            .mapToInt(row -> Columns.of(row.get(i)))
            .max()
            .orElse(0))
        .toArray();
  }

  /** Returns how many cells stand in one line: four, two or one. */
  private int perLine(int[] widths) {
    int room = columns - indent();
    int all = IntStream.of(widths).map(width -> width + GAP.length()).sum();
    int widest = IntStream.of(widths).max().orElse(0) + GAP.length();
    return all <= room ? Overview.MOST : 2 * widest <= room ? Overview.MOST / 2 : 1;
  }

  private int indent() {
    return labels + specials.stream().mapToInt(s -> GAP.length() + massWidth(s)).sum();
  }

  private void addRow(int from, List<String> cells, int[] widths, int perLine) {
    int widest = IntStream.of(widths).max().orElse(0);
    var line = new StringBuilder(ink.bold(Columns.left(Labels.label(units, from), labels)));
    for (Specials special : specials) {
      String mass = Numbers.weight(Overview.mass(pairs, from, special));
      line.append(GAP).append(ink.faint(Columns.right(mass, massWidth(special))));
    }
    for (int i = 0; i < cells.size(); i++) {
      if (i > 0 && i % perLine == 0) {
        lines.add(line.toString());
        line.setLength(0);
        line.append(" ".repeat(indent()));
      }
      int width = perLine == Overview.MOST ? widths[i] : widest;
      line.append(GAP).append(Columns.left(cells.get(i), width));
    }
    lines.add(line.toString());
  }
}
