package io.blick.lens.picture;

import io.blick.lens.draw.Ink;
import io.blick.lens.draw.Numbers;
import io.blick.lens.draw.TextPage;
import io.blick.lens.text.Columns;
import io.blick.lens.text.Terminal;
import io.blick.lens.trace.TextUnits;
import java.util.List;
import java.util.function.IntFunction;

/**
 * A {@link CaptionedMap} as text: words above the columns if they fit the terminal; if not, the
 * numbers of the words, and the columns in several blocks.
 */
final class HeadText {
  private static final int LEAST_NARROW = 5;
  private static final int LEAST_WIDE = 6;

  private final TextUnits units;
  private final float[][] map;
  private final double scale;
  private final List<AddedUnits> added;
  private final Ink ink;
  private final int columns;
  private final TextPage page;
  private final int narrow;

  private HeadText(CaptionedMap picture, Terminal terminal) {
    this.units = picture.units();
    this.map = picture.map();
    this.scale = picture.scale();
    this.added = AddedUnits.of(units);
    this.ink = new Ink(terminal.colours());
    this.columns = terminal.columns();
    this.page = new TextPage(columns);
    this.narrow = Math.max(LEAST_NARROW, 1 + widest(units.inText(), false));
  }

  static String of(CaptionedMap picture, Terminal terminal) {
    if (picture.isLarge()) {
      return picture.cells().text(terminal);
    }
    var text = new HeadText(picture, terminal);
    text.page.title(text.ink, picture.title() + " · " + picture.model()).sentence(picture.legend());
    if (text.ink.isColourless()) {
      text.page.sentence("* the largest number of its row among the " + Labels.plural(text.units));
    }
    text.page.blank();
    text.table();
    text.page.blank();
    picture.below().forEach(text.page::sentence);
    return text.page.toString();
  }

  private void table() {
    List<Integer> shown = units.inText();
    int labels = Labels.widest(units, shown);
    int wide = shown.stream().mapToInt(this::wideColumn).sum();
    if (labels + masses() + wide <= columns) {
      block(shown, labels, true, to -> Labels.label(units, to));
      return;
    }
    int numbered = Integer.toString(units.size()).length() + 1 + labels;
    // The masses stand in the first block only, so that the others have more columns.
    int first = Math.max(1, (columns - numbered - masses()) / narrow);
    int others = Math.max(1, (columns - numbered) / narrow);
    for (int at = 0; at < shown.size(); ) {
      int end = Math.min(shown.size(), at + (at == 0 ? first : others));
      if (at > 0) {
        page.blank();
      }
      block(shown.subList(at, end), numbered, false, to -> Integer.toString(to));
      at = end;
    }
  }

  private int masses() {
    return added.isEmpty() ? 0 : 1 + added.stream().mapToInt(this::massColumn).sum();
  }

  private int massColumn(AddedUnits piece) {
    int widest = units.inText().stream()
        .mapToInt(from -> mass(piece, from).length())
        .max()
        .orElse(0);
    return 1 + Math.max(widest, Columns.of(piece.label()));
  }

  private String mass(AddedUnits piece, int from) {
    return Numbers.weight(piece.mass(map[from]));
  }

  private int wideColumn(int to) {
    int number = Math.max(LEAST_WIDE, widest(List.of(to), true));
    return Math.max(number, Columns.of(Labels.label(units, to))) + 2;
  }

  /**
   * Returns the width of the widest number in some columns, with a mark if there are no colours.
   */
  private int widest(List<Integer> to, boolean words) {
    int mark = ink.isColourless() ? 1 : 0;
    return units.inText().stream()
        .flatMapToInt(from ->
            to.stream().mapToInt(s -> number(map[from][s], words).length()))
        .map(length -> mark + length)
        .max()
        .orElse(0);
  }

  private static String number(float weight, boolean words) {
    return words ? Numbers.weight(weight) : Numbers.narrow(weight);
  }

  private void block(List<Integer> to, int labels, boolean words, IntFunction<String> names) {
    var heading = new StringBuilder(" ".repeat(labels));
    for (AddedUnits piece : addedIn(to)) {
      heading.append(Columns.right(piece.label(), massColumn(piece)));
    }
    heading.append(addedIn(to).isEmpty() ? "" : " ");
    for (int column : to) {
      heading
          .append(Columns.right(names.apply(column), width(column, words) - 1))
          .append(' ');
    }
    page.add(ink.faint(heading.toString()));
    for (int from : units.inText()) {
      page.add(row(from, to, labels, words));
    }
  }

  /** Returns the added pieces whose masses stand in the block of these columns. */
  private List<AddedUnits> addedIn(List<Integer> to) {
    return to.getFirst().equals(units.inText().getFirst()) ? added : List.of();
  }

  private int width(int to, boolean words) {
    return words ? wideColumn(to) : narrow;
  }

  private String row(int from, List<Integer> to, int labels, boolean words) {
    String label = Labels.label(units, from);
    String named = words ? label : Columns.right(from + "", numberWidth()) + " " + label;
    var line = new StringBuilder(ink.bold(Columns.left(named, labels)));
    for (AddedUnits piece : addedIn(to)) {
      line.append(ink.faint(Columns.right(mass(piece, from), massColumn(piece))));
    }
    line.append(addedIn(to).isEmpty() ? "" : " ");
    int largest = largest(from);
    for (int column : to) {
      line.append(cell(map[from][column], width(column, words), words, column == largest));
    }
    return line.toString();
  }

  private int numberWidth() {
    return Integer.toString(units.size()).length();
  }

  private String cell(float weight, int width, boolean words, boolean largest) {
    String number = number(weight, words);
    String marked = largest && ink.isColourless() ? "*" + number : number;
    return ink.shaded(
        weight / scale,
        words ? Columns.right(marked, width - 1) + " " : Columns.right(marked, width));
  }

  private int largest(int from) {
    int largest = units.inText().getFirst();
    for (int to : units.inText()) {
      if (map[from][to] > map[from][largest]) {
        largest = to;
      }
    }
    return largest;
  }
}
