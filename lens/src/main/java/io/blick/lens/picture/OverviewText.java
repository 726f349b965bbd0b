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

  /** Columns of a head and a weight after a word: {@code 12-12 0.265}. */
  private static final int HEAD_AND_WEIGHT = 12;

  /** Columns that a word keeps in the narrowest terminal. */
  private static final int LEAST_WORD = 4;

  private final HeadMaps maps;
  private final TextUnits units;
  private final Pairs pairs;
  private final List<AddedUnits> added;
  private final Ink ink;
  private final int columns;
  private final int labels;
  private final TextPage page;

  private OverviewText(HeadMaps maps, Pairs pairs, Terminal terminal) {
    this.maps = maps;
    this.units = maps.units();
    this.pairs = pairs;
    this.added = AddedUnits.of(units);
    this.ink = new Ink(terminal.colours());
    this.columns = terminal.columns();
    this.labels = Labels.widest(units, units.inText());
    this.page = new TextPage(columns);
  }

  static String of(HeadMaps maps, Pairs pairs, Terminal terminal) {
    var picture = new OverviewText(maps, pairs, terminal);
    picture.table();
    picture.page.blank();
    SmallMapsText.append(picture.page, maps, terminal);
    picture.page.blank().sentence(Caution.of(picture.maps.edgeScore()));
    return picture.page.toString();
  }

  private void table() {
    page.title(ink, Labels.model(maps)).sentence(Overview.rule(maps) + ORDER);
    if (!added.isEmpty()) {
      page.sentence("Under %s: the mean %s on what the model adds."
          .formatted(AddedUnits.names(units), ScoreLabels.noun(maps.edgeScore())));
    }
    page.blank().add(ink.faint(heading()));
    List<List<String>> rows = units.inText().stream().map(this::cells).toList();
    int[] widths = widths(rows);
    int perLine = perLine(widths);
    for (int row = 0; row < rows.size(); row++) {
      addRow(units.inText().get(row), rows.get(row), widths, perLine);
    }
  }

  private String heading() {
    var heading = new StringBuilder(" ".repeat(labels));
    for (AddedUnits piece : added) {
      heading.append(GAP).append(Columns.right(piece.label(), massWidth(piece)));
    }
    return heading.append(GAP).append("looks at").toString();
  }

  private static int massWidth(AddedUnits piece) {
    return Math.max(5, Columns.of(piece.label()));
  }

  private List<String> cells(int from) {
    int widest = Math.max(LEAST_WORD, columns - indent() - GAP.length() - HEAD_AND_WEIGHT);
    return pairs.mostLookedAt(from, Overview.OTHERS).stream()
        .map(pair -> Overview.cell(units, pair, widest))
        .toList();
  }

  /** Returns the width of each of the four columns. */
  private static int[] widths(List<List<String>> rows) {
    return IntStream.range(0, Overview.OTHERS)
        .map(i -> rows.stream()
            .filter(row -> i < row.size())
            .mapToInt(row -> Columns.of(row.get(i)))
            .max()
            .orElse(0))
        .toArray();
  }

  /** Returns the number of cells on one line: four, two or one. */
  private int perLine(int[] widths) {
    int room = columns - indent();
    int all = IntStream.of(widths).map(width -> width + GAP.length()).sum();
    int widest = IntStream.of(widths).max().orElse(0) + GAP.length();
    return all <= room ? Overview.OTHERS : 2 * widest <= room ? Overview.OTHERS / 2 : 1;
  }

  private int indent() {
    return labels + added.stream().mapToInt(s -> GAP.length() + massWidth(s)).sum();
  }

  private void addRow(int from, List<String> cells, int[] widths, int perLine) {
    int widest = IntStream.of(widths).max().orElse(0);
    var line = new StringBuilder(ink.bold(Columns.left(Labels.label(units, from), labels)));
    for (AddedUnits piece : added) {
      String mass = Numbers.weight(Overview.mass(pairs, from, piece));
      line.append(GAP).append(ink.faint(Columns.right(mass, massWidth(piece))));
    }
    for (int i = 0; i < cells.size(); i++) {
      if (i > 0 && i % perLine == 0) {
        page.add(line.toString());
        line.setLength(0);
        line.append(" ".repeat(indent()));
      }
      int width = perLine == Overview.OTHERS ? widths[i] : widest;
      line.append(GAP).append(Columns.left(cells.get(i), width));
    }
    page.add(line.toString());
  }
}
