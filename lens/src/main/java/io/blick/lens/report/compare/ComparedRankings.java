package io.blick.lens.report.compare;

import io.blick.lens.report.look.RankingResult;
import io.blick.lens.table.Column;
import io.blick.lens.table.Table;
import io.blick.lens.text.Terminal;
import io.blick.lens.trace.Head;
import io.blick.lens.trace.Ranking;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How much one word looks at another on two sides, for every head. Of two texts each head has a
 * change; of two models each side has a ranking of its own.
 *
 * @param sides what the sides are
 * @param first the first side alone, A
 * @param second the second side alone, B
 * @param alignment which units of the sides are the same
 * @param notes what a reader should know beside the numbers
 */
public record ComparedRankings(
    Sides sides, RankingResult first, RankingResult second, Alignment alignment, List<String> notes)
    implements CompareResult {

  /** Copies the list. */
  public ComparedRankings {
    notes = List.copyOf(notes);
  }

  /** Returns the heads, the largest change first; empty if the sides have different heads. */
  public Optional<List<HeadChange>> changes() {
    return switch (sides) {
      case TEXTS -> Optional.of(changesOfHeads());
      case MODELS -> Optional.empty();
    };
  }

  private List<HeadChange> changesOfHeads() {
    Map<Head, Float> after = new HashMap<>();
    second.ranking().heads().forEach(one -> after.put(one.head(), one.weight()));
    return first.ranking().heads().stream()
        .map(one ->
            new HeadChange(one.head(), one.weight(), Objects.requireNonNull(after.get(one.head()))))
        .sorted(HeadChange.LARGEST)
        .toList();
  }

  @Override
  public String text(Terminal terminal) {
    return RankingsText.of(this, terminal);
  }

  @Override
  public String svg() {
    return RankingsSvg.of(this);
  }

  @Override
  public void json(OutputStream out) throws IOException {
    CompareJson.line(out, this, json -> {
      json.nulls("weights");
      Optional<List<HeadChange>> changes = changes();
      if (changes.isPresent()) {
        json.objects(
            "ranking",
            changes.get(),
            (one, change) -> one.head(change.head())
                .number("first", change.first())
                .number("second", change.second())
                .number("difference", change.difference()));
      } else {
        json.nulls("ranking");
      }
      json.nulls("pairs");
    });
  }

  @Override
  public void tsv(OutputStream out) throws IOException {
    Optional<List<HeadChange>> changes = changes();
    if (changes.isPresent()) {
      new Table<>(
              List.of(
                  Column.head(HeadChange::head),
                  Column.number("first", 3, HeadChange::first),
                  Column.number("second", 3, HeadChange::second),
                  Column.number("difference", 3, HeadChange::difference),
                  CompareColumns.measure(edgeScore())),
              changes.get())
          .tsv(out);
    } else {
      rankings().tsv(out);
    }
  }

  /** One head in the ranking of its side. */
  private record Side(String name, Ranking.Ranked ranked) {}

  private Table<Side> rankings() {
    List<Side> rows = Stream.concat(
            first.ranking().heads().stream().map(one -> new Side("first", one)),
            second.ranking().heads().stream().map(one -> new Side("second", one)))
        .toList();
    return new Table<>(
        List.of(
            Column.text("side", Side::name),
            Column.head(side -> side.ranked().head()),
            Column.number("weight", 3, side -> side.ranked().weight()),
            CompareColumns.measure(edgeScore())),
        rows);
  }
}
