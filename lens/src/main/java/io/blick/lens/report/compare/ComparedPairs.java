package io.blick.lens.report.compare;

import io.blick.lens.report.look.PairsResult;
import io.blick.lens.table.Column;
import io.blick.lens.table.Table;
import io.blick.lens.text.Terminal;
import io.blick.lens.trace.Head;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * The pairs of units that both sides have, over all heads.
 *
 * @param sides what the sides are
 * @param first the first side alone, A
 * @param second the second side alone, B
 * @param alignment which units of the sides are the same
 * @param notes what a reader should know beside the numbers
 */
public record ComparedPairs(
    Sides sides, PairsResult first, PairsResult second, Alignment alignment, List<String> notes)
    implements CompareResult {

  /** Copies the list. */
  public ComparedPairs {
    notes = List.copyOf(notes);
  }

  /** Returns all ordered pairs of matches, by the unit that looks, then by the one looked at. */
  public List<PairChange> pairs() {
    return AlignedMaps.pairs(sides, first.maps(), second.maps(), alignment.matches());
  }

  @Override
  public String text(Terminal terminal) {
    return PairsPicture.text(this, terminal);
  }

  @Override
  public String svg() {
    return PairsPicture.svg(this);
  }

  @Override
  public void json(OutputStream out) throws IOException {
    CompareJson.line(
        out,
        this,
        json -> json.nulls("weights", "ranking").objects("pairs", pairs(), (one, pair) -> {
          one.count("from", pair.from())
              .count("to", pair.to())
              .number("first", pair.first())
              .number("second", pair.second())
              .number("difference", pair.difference())
              .count("layer", layer(pair))
              .count("head", head(pair))
              .number("firstWeight", firstWeight(pair))
              .number("secondWeight", secondWeight(pair));
        }));
  }

  @Override
  public void tsv(OutputStream out) throws IOException {
    List<Column<PairChange>> columns =
        new ArrayList<>(CompareColumns.units(this, PairChange::from, PairChange::to));
    columns.add(Column.number("first", 3, PairChange::first));
    columns.add(Column.number("second", 3, PairChange::second));
    columns.add(Column.number("difference", 3, PairChange::difference));
    columns.add(Column.maybeCount("layer", ComparedPairs::layer));
    columns.add(Column.maybeCount("head", ComparedPairs::head));
    columns.add(Column.maybe("firstWeight", 3, ComparedPairs::firstWeight));
    columns.add(Column.maybe("secondWeight", 3, ComparedPairs::secondWeight));
    columns.add(CompareColumns.measure(edgeScore()));
    new Table<>(columns, pairs()).tsv(out);
  }

  private static OptionalLong layer(PairChange pair) {
    return pair.head().stream()
        .map(HeadChange::head)
        .mapToLong(head -> head.layer() + 1L)
        .findAny();
  }

  private static OptionalLong head(PairChange pair) {
    Optional<Head> head = pair.head().map(HeadChange::head);
    return head.stream().mapToLong(one -> one.head() + 1L).findAny();
  }

  private static OptionalDouble firstWeight(PairChange pair) {
    return pair.head().stream().mapToDouble(HeadChange::first).findAny();
  }

  private static OptionalDouble secondWeight(PairChange pair) {
    return pair.head().stream().mapToDouble(HeadChange::second).findAny();
  }
}
