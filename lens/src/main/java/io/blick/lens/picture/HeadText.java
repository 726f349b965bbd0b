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
 * One map as text: words over the columns where they fit, otherwise their numbers, and the columns
 * in several blocks where the terminal is narrow.
 */
final class HeadText {
  private static final int NARROW = 5;
  private static final int LEAST_WIDE = 6;

  private final TextUnits units;
  private final float[][] map;
  private final double scale;
  private final List<Specials> specials;
  private final Ink ink;
  private final int columns;
  private final TextPage lines;
  private final int narrow;

  private HeadText(OneMap picture, Terminal terminal) {
    this.units = picture.units();
    this.map = picture.map();
    this.scale = picture.scale();
    this.specials = Specials.of(units);
    this.ink = new Ink(terminal.colours());
    this.columns = terminal.columns();
    this.lines = new TextPage(columns);
    this.narrow = Math.max(NARROW, 1 + widest(units.own(), false));
  }

  static String of(OneMap picture, Terminal terminal) {
    var text = new HeadText(picture, terminal);
    text.lines
        .title(text.ink, picture.title() + " · " + picture.model())
        .sentence(picture.legend());
    if (text.ink.colourless()) {
      text.lines.sentence("* the largest number of its row among the " + Labels.many(text.units));
    }
    text.lines.blank();
    text.table();
    text.lines.blank().sentence(picture.caution());
    return text.lines.toString();
  }

  private void table() {
    List<Integer> own = units.own();
    int labels = Labels.widest(units, own);
    int wide = own.stream().mapToInt(this::wideColumn).sum();
    if (labels + masses() + wide <= columns) {
      block(own, labels, true, to -> Labels.label(units, to));
      return;
    }
    int numbered = Integer.toString(units.size()).length() + 1 + labels;
    // The masses stand in the first block alone, and leave the others more room.
    int first = Math.max(1, (columns - numbered - masses()) / narrow);
    int others = Math.max(1, (columns - numbered) / narrow);
    for (int at = 0; at < own.size(); ) {
      int end = Math.min(own.size(), at + (at == 0 ? first : others));
      if (at > 0) {
        lines.blank();
      }
      block(own.subList(at, end), numbered, false, to -> Integer.toString(to));
      at = end;
    }
  }

  private int masses() {
    return specials.isEmpty()
        ? 0
        : 1 + specials.stream().mapToInt(this::massColumn).sum();
  }

  private int massColumn(Specials special) {
    int widest = units.own().stream()
        .mapToInt(from -> mass(special, from).length())
        .max()
        .orElse(0);
    return 1 + Math.max(widest, Columns.of(special.label()));
  }

  private String mass(Specials special, int from) {
    return Numbers.weight(special.mass(map[from]));
  }

  private int wideColumn(int to) {
    int number = Math.max(LEAST_WIDE, widest(List.of(to), true));
    return Math.max(number, Columns.of(Labels.label(units, to))) + 2;
  }

  /** Returns how many columns the widest number of some columns takes, as a mark widens it. */
  private int widest(List<Integer> to, boolean words) {
    int mark = ink.colourless() ? 1 : 0;
    return units.own().stream()
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
    for (Specials special : shown(to)) {
      heading.append(Columns.right(special.label(), massColumn(special)));
    }
    heading.append(shown(to).isEmpty() ? "" : " ");
    for (int column : to) {
      heading
          .append(Columns.right(names.apply(column), width(column, words) - 1))
          .append(' ');
    }
    lines.add(ink.faint(heading.toString()));
    for (int from : units.own()) {
      lines.add(row(from, to, labels, words));
    }
  }

  /** Returns the added pieces whose masses stand in the block of these columns. */
  private List<Specials> shown(List<Integer> to) {
    return to.getFirst().equals(units.own().getFirst()) ? specials : List.of();
  }

  private int width(int to, boolean words) {
    return words ? wideColumn(to) : narrow;
  }

  private String row(int from, List<Integer> to, int labels, boolean words) {
    String label = Labels.label(units, from);
    String named = words ? label : Columns.right(from + "", numberWidth()) + " " + label;
    var line = new StringBuilder(ink.bold(Columns.left(named, labels)));
    for (Specials special : shown(to)) {
      line.append(ink.faint(Columns.right(mass(special, from), massColumn(special))));
    }
    line.append(shown(to).isEmpty() ? "" : " ");
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
    String marked = largest && ink.colourless() ? "*" + number : number;
    return ink.on(
        weight / scale,
        words ? Columns.right(marked, width - 1) + " " : Columns.right(marked, width));
  }

  private int largest(int from) {
    int largest = units.own().getFirst();
    for (int to : units.own()) {
      if (map[from][to] > map[from][largest]) {
        largest = to;
      }
    }
    return largest;
  }
}
