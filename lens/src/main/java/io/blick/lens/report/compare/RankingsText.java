package io.blick.lens.report.compare;

import io.blick.lens.draw.Ink;
import io.blick.lens.draw.Numbers;
import io.blick.lens.draw.TextPage;
import io.blick.lens.table.Column;
import io.blick.lens.table.Table;
import io.blick.lens.text.Terminal;
import io.blick.lens.trace.Ranking.Ranked;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/** {@link ComparedRankings} as text: the changes of all heads, or two rankings. */
final class RankingsText {
  private static final int DECIMALS = 3;

  private RankingsText() {}

  static String of(ComparedRankings result, Terminal terminal) {
    var ink = new Ink(terminal.colours());
    var page = new TextPage(terminal.columns());
    var heading = new CompareHeading(result);
    heading.append(page, ink, title(result) + " · ");
    page.sentence(legend(result)).blank();
    Optional<List<HeadChange>> changes = result.changes();
    if (changes.isPresent()) {
      changes(changes.get()).text(page, terminal);
    } else {
      rankings(result).text(page, terminal);
    }
    return page.blank().sentence(heading.caution()).toString();
  }

  static String title(ComparedRankings result) {
    return CompareHeading.label(result.firstUnits(), result.first().from()) + " → "
        + CompareHeading.label(result.firstUnits(), result.first().to());
  }

  static String legend(ComparedRankings result) {
    String noun = new CompareHeading(result).noun();
    return switch (result.sides()) {
      case TEXTS ->
        "All heads by how much the %s that the first gives to the second changes.".formatted(noun);
      case MODELS ->
        "All heads of each model by the %s that the first gives to the second.".formatted(noun);
    };
  }

  private static Table<HeadChange> changes(List<HeadChange> changes) {
    double largest = Math.max(Float.MIN_NORMAL, Math.abs(changes.getFirst().difference()));
    return new Table<>(
        List.of(
            Column.head(HeadChange::head),
            Column.number("A", DECIMALS, HeadChange::first),
            Column.number("B", DECIMALS, HeadChange::second),
            Column.signed("B − A", DECIMALS, HeadChange::difference)
                .bar(change -> Math.abs(change.difference()) / largest)),
        changes);
  }

  /** One place of both rankings. */
  private record Place(int rank, Optional<Ranked> first, Optional<Ranked> second) {}

  private static Table<Place> rankings(ComparedRankings result) {
    List<Ranked> first = result.first().ranking().heads();
    List<Ranked> second = result.second().ranking().heads();
    List<Place> places = IntStream.range(0, Math.max(first.size(), second.size()))
        .mapToObj(rank -> new Place(rank + 1, at(first, rank), at(second, rank)))
        .toList();
    return new Table<>(
        List.of(
            Column.count("rank", Place::rank),
            head("A head", Place::first),
            weight("A", Place::first),
            head("B head", Place::second),
            weight("B", Place::second)),
        places);
  }

  private static Optional<Ranked> at(List<Ranked> ranking, int rank) {
    return rank < ranking.size() ? Optional.of(ranking.get(rank)) : Optional.empty();
  }

  private static Column<Place> head(String heading, Function<Place, Optional<Ranked>> side) {
    return Column.<Place>count(heading, Place::rank)
        .shown(place -> side.apply(place).map(one -> one.head().name()).orElse(""));
  }

  private static Column<Place> weight(String heading, Function<Place, Optional<Ranked>> side) {
    return Column.<Place>count(heading, Place::rank)
        .shown(
            place -> side.apply(place).map(one -> Numbers.weight(one.weight())).orElse(""));
  }
}
