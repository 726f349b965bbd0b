package io.blick.lens.report.heads;

import io.blick.lens.looks.NearLook;
import io.blick.lens.looks.NearLooks;
import io.blick.lens.table.Column;
import io.blick.lens.table.Table;
import io.blick.lens.trace.Head;
import java.util.List;

/** {@link NearLooks} as a table for programs, with the columns of the examples of roles. */
final class NearTable {
  private static final List<Column<Row>> COLUMNS = List.of(
      Column.head(Row::head),
      Column.text("file", row -> row.near.place().file()),
      Column.count("sentence", row -> row.near.place().number()),
      Column.text("sentId", row -> row.near.place().id().orElse("")),
      Column.text("text", row -> row.near.sentence().text()),
      Column.count("from", row -> row.near.from()),
      Column.text("from.text", row -> row.near.sentence().word(row.near.from())),
      Column.count("looked", row -> row.near.looked()),
      Column.text("looked.text", row -> row.near.sentence().word(row.near.looked())),
      Column.number("weight", 2, row -> row.near.weight()),
      Column.number("cosine", 3, row -> row.near.cosine()));

  private NearTable() {}

  /** A place at which a head gives nearly what it gives at a word. */
  record Row(Head head, NearLook near) {}

  /** Returns a row for each place, the nearest first. */
  static Table<Row> of(Head head, NearLooks near) {
    return new Table<>(
        COLUMNS, near.places().stream().map(place -> new Row(head, place)).toList());
  }
}
