package io.blick.lens.report.heads;

import io.blick.lens.draw.Numbers;
import io.blick.lens.looks.HeadLooks;
import io.blick.lens.looks.LookShares;
import io.blick.lens.looks.Looks;
import io.blick.lens.table.Column;
import io.blick.lens.table.Table;
import io.blick.lens.text.Visible;
import io.blick.lens.trace.Head;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The tables of {@link Looks}. */
final class LooksTables {
  private static final int MOST_SHOWN = 3;

  private static final List<Column<Cell>> FOR_PROGRAMS = List.of(
      Column.head(Cell::head),
      Column.text("from", Cell::from),
      Column.count("words", Cell::words),
      Column.text("kind", Cell::kind),
      Column.text("to", Cell::to),
      Column.number("weight", 3, Cell::weight),
      Column.number("uniform", 3, Cell::uniform));

  private LooksTables() {}

  /**
   * A weight, for programs.
   *
   * @param from part of speech that looks; empty for all words
   * @param words that look
   * @param kind part, self or added
   * @param to part of speech, or spelling of an added piece; empty for the word itself
   * @param weight the head's
   * @param uniform that of a head that looks at all pieces alike
   */
  record Cell(
      Head head, String from, long words, String kind, String to, double weight, double uniform) {}

  /** Returns a row for each head, each part of speech that looks, and each thing looked at. */
  static Table<Cell> programs(Looks looks) {
    List<Cell> rows = new ArrayList<>();
    for (HeadLooks head : looks.heads()) {
      addCells(rows, looks, head.head(), "", head.all(), looks.uniform());
      for (int part = 0; part < looks.parts().size(); part++) {
        addCells(
            rows,
            looks,
            head.head(),
            looks.parts().get(part),
            head.byPart().get(part),
            looks.uniformByPart().get(part));
      }
    }
    return new Table<>(FOR_PROGRAMS, rows);
  }

  private static void addCells(
      List<Cell> rows, Looks looks, Head head, String from, LookShares shares, LookShares uniform) {
    for (int to = 0; to < looks.parts().size(); to++) {
      rows.add(new Cell(
          head,
          from,
          shares.words(),
          "part",
          looks.parts().get(to),
          shares.parts().get(to),
          uniform.parts().get(to)));
    }
    rows.add(new Cell(head, from, shares.words(), "self", "", shares.itself(), uniform.itself()));
    for (int to = 0; to < looks.added().size(); to++) {
      rows.add(new Cell(
          head,
          from,
          shares.words(),
          "added",
          looks.added().get(to),
          shares.added().get(to),
          uniform.added().get(to)));
    }
  }

  /** The side that looks: a head, or the words of one part of speech. */
  record Looking(String name, LookShares shares, LookShares uniform) {}

  /** Returns a row for each head. */
  static Table<Looking> heads(Looks looks) {
    List<Looking> rows = looks.heads().stream()
        .map(head -> new Looking(head.head().name(), head.all(), looks.uniform()))
        .toList();
    List<Column<Looking>> columns = new ArrayList<>();
    columns.add(Column.<Looking>text("head", Looking::name));
    columns.addAll(weights(looks));
    return new Table<>(columns, rows);
  }

  /** Returns a row for each part of speech that looks, the most frequent first. */
  static Table<Looking> byPart(Looks looks, HeadLooks head) {
    List<Looking> rows = IntStream.range(0, looks.parts().size())
        .mapToObj(part -> new Looking(
            looks.parts().get(part),
            head.byPart().get(part),
            looks.uniformByPart().get(part)))
        .filter(row -> row.shares.words() > 0)
        .sorted(Comparator.comparingLong((Looking row) -> row.shares.words()).reversed())
        .toList();
    List<Column<Looking>> columns = new ArrayList<>();
    columns.add(Column.<Looking>text("who looks", Looking::name));
    columns.add(Column.count("words", row -> row.shares.words()));
    columns.addAll(weights(looks));
    return new Table<>(columns, rows);
  }

  private static List<Column<Looking>> weights(Looks looks) {
    List<Column<Looking>> columns = new ArrayList<>();
    columns.add(Column.number("others", 2, row -> row.shares.others()));
    columns.add(Column.number("self", 2, row -> row.shares.itself()));
    for (int i = 0; i < looks.added().size(); i++) {
      int at = i;
      columns.add(Column.<Looking>number("added", 2, row -> row.shares.added().get(at))
          .named(Visible.text(looks.added().get(at))));
    }
    columns.add(Column.<Looking>text("at", row -> "")
        .named("of others, more than alike")
        .shown(row -> Visible.text(exceeding(looks, row))));
    return columns;
  }

  /** Returns the parts of speech that get most beyond what a head gives that looks alike. */
  private static String exceeding(Looks looks, Looking row) {
    return IntStream.range(0, looks.parts().size())
        .boxed()
        .filter(part -> excess(row, part) >= 0.005)
        .sorted(Comparator.comparingDouble((Integer part) -> -excess(row, part)))
        .limit(MOST_SHOWN)
        .map(part -> "%s %s (%s)"
            .formatted(
                looks.parts().get(part),
                Numbers.fixed(row.shares.share(part), 2),
                Numbers.fixed(row.uniform.share(part), 2)))
        .collect(Collectors.joining("  "));
  }

  private static double excess(Looking row, int part) {
    return row.shares.share(part) - row.uniform.share(part);
  }

  /** A part of speech that is looked at. */
  record Looked(String part, long words, double weight, double share, double uniform) {}

  /** Returns a row for each part of speech that a head looks at, the one with most weight first. */
  static Table<Looked> parts(Looks looks, HeadLooks head) {
    List<Looked> rows = IntStream.range(0, looks.parts().size())
        .mapToObj(part -> new Looked(
            looks.parts().get(part),
            looks.uniformByPart().get(part).words(),
            head.all().parts().get(part),
            head.all().share(part),
            looks.uniform().share(part)))
        .sorted(Comparator.comparingDouble(Looked::weight).reversed())
        .toList();
    return new Table<>(
        List.of(
            Column.text("looked at", Looked::part),
            Column.count("words", Looked::words),
            Column.number("weight", 3, Looked::weight),
            Column.<Looked>number("of others", 3, Looked::share).bar(Looked::share),
            Column.<Looked>number("alike", 3, Looked::uniform).bar(Looked::uniform)),
        rows);
  }
}
