package io.blick.lens.report.compare;

import io.blick.lens.draw.Ink;
import io.blick.lens.draw.TextPage;
import io.blick.lens.text.Columns;
import io.blick.lens.text.Terminal;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A {@link MapsPicture} as text: a block for each map, with words above the columns if they fit the
 * terminal; if not, the words have numbers, and a map has several blocks.
 */
final class MapsText {
  private final Ink ink;
  private final int columns;
  private final TextPage page;

  private MapsText(Terminal terminal) {
    this.ink = new Ink(terminal.colours());
    this.columns = terminal.columns();
    this.page = new TextPage(columns);
  }

  static String of(MapsPicture picture, Terminal terminal) {
    var text = new MapsText(terminal);
    CompareHeading heading = picture.heading();
    heading.append(text.page, text.ink, picture.what() + " · ");
    text.page.sentence("Rows look, columns are looked at; %s that one side alone has are left out."
        .formatted(heading.plural()));
    picture.aligned().forEach(text::panel);
    return text.page.blank().sentence(heading.caution()).toString();
  }

  private void panel(MapPanel panel) {
    page.blank().add(ink.bold(panel.title()));
    int size = panel.labels().size();
    if (size == 0) {
      page.add("nothing");
      return;
    }
    int label = panel.labels().stream().mapToInt(Columns::of).max().orElse(0);
    int number = number(panel);
    int wide = 2 + Math.max(number, label);
    boolean words = label + size * wide <= columns;
    int named = words ? label : digits(size) + 1 + label;
    int width = words ? wide : 1 + Math.max(number, digits(size));
    int across = words ? size : Math.max(1, (columns - named) / width);
    for (int at = 0; at < size; at += across) {
      if (at > 0) {
        page.blank();
      }
      block(panel, IntStream.range(at, Math.min(size, at + across)).boxed().toList(), named, width);
    }
  }

  private static int digits(int size) {
    return Integer.toString(size).length();
  }

  private static int number(MapPanel panel) {
    int size = panel.labels().size();
    return IntStream.range(0, size * size)
        .map(at -> panel.cell(at / size, at % size).length())
        .max()
        .orElse(0);
  }

  private void block(MapPanel panel, List<Integer> to, int named, int width) {
    List<String> labels = panel.labels();
    int label = labels.stream().mapToInt(Columns::of).max().orElse(0);
    boolean words = named == label;
    var line = new StringBuilder(" ".repeat(named));
    to.forEach(
        column -> line.append(Columns.right(words ? labels.get(column) : column + 1 + "", width)));
    page.add(ink.faint(line.toString()));
    for (int from = 0; from < labels.size(); from++) {
      String name = words
          ? labels.get(from)
          : Columns.right(from + 1 + "", digits(labels.size())) + " " + labels.get(from);
      var row = new StringBuilder(ink.bold(Columns.left(name, named)));
      for (int column : to) {
        row.append(ink.shaded(
            panel.strength(from, column), Columns.right(panel.cell(from, column), width)));
      }
      page.add(row.toString());
    }
  }
}
