package io.blick.lens.report.attribution;

import io.blick.lens.draw.Numbers;
import io.blick.lens.table.Column;
import io.blick.lens.table.Table;
import io.blick.lens.text.Columns;
import io.blick.lens.text.Visible;
import io.blick.lens.trace.TextUnits;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** The tables of an {@link AttributionResult}. */
final class AttributionTables {
  private static final String NOTHING = "–";

  /** Columns at which a word is cut. */
  private static final int MOST_COLUMNS = 24;

  private AttributionTables() {}

  /** Returns a word, safe to show and not too wide. */
  static String shown(AttributionResult result, AttributedWord word) {
    return Columns.cut(Visible.text(result.units().surface(word.index())), MOST_COLUMNS);
  }

  /** Returns a word; of equal words each but the first with its number, as {@code the#2}. */
  static String name(AttributionResult result, AttributedWord word) {
    return shown(result, word) + result.units().suffix(word.index());
  }

  /** One number of the map of mixing. */
  private record Cell(int from, int to, float mixing) {}

  /** Returns the table whose columns for programs are the tab-separated values. */
  static Table<?> values(AttributionResult result) {
    Optional<float[][]> mixing = result.mixing();
    return mixing.isPresent() ? cells(result, mixing.get()) : words(result);
  }

  private static Table<Cell> cells(AttributionResult result, float[][] map) {
    TextUnits units = result.units();
    OptionalLong layer = result
        .request()
        .layer()
        .map(number -> OptionalLong.of(number + 1L))
        .orElse(OptionalLong.empty());
    return new Table<>(
        List.of(
            Column.count("from", Cell::from),
            Column.text("from.text", cell -> units.label(cell.from())),
            Column.count("to", Cell::to),
            Column.text("to.text", cell -> units.label(cell.to())),
            Column.maybeCount("layer", _ -> layer),
            Column.number("mixing", 3, Cell::mixing)),
        IntStream.range(0, map.length)
            .boxed()
            .flatMap(from ->
                IntStream.range(0, map.length).mapToObj(to -> new Cell(from, to, map[from][to])))
            .toList());
  }

  /** Returns a row for each word, in reading order; the largest distance has a mark. */
  static Table<AttributedWord> words(AttributionResult result) {
    double largest = largest(result, word -> word.distance().orElse(0));
    double attention = largest(result, AttributedWord::attention);
    double rollout = largest(result, AttributedWord::rollout);
    int decimals = decimals(result.of());
    return new Table<>(
        List.of(
            Column.<AttributedWord>count("index", AttributedWord::index).forPrograms(),
            Column.text("text", AttributedWord::text)
                .named("word")
                .shown(word -> name(result, word)),
            Column.text("in", AttributedWord::in).forPrograms(),
            Column.<AttributedWord>count("start", AttributedWord::start).forPrograms(),
            Column.<AttributedWord>count("end", AttributedWord::end).forPrograms(),
            Column.<AttributedWord>maybe("distance", decimals, AttributedWord::distance)
                .shown(word -> marked(word.distance(), largest, decimals))
                .bar(word -> part(word.distance().orElse(0), largest)),
            change(result),
            Column.<AttributedWord>maybe("fall", decimals, AttributedWord::fall).forPrograms(),
            Column.<AttributedWord>number("attention", 4, AttributedWord::attention)
                .bar(word -> part(word.attention(), attention)),
            Column.<AttributedWord>number("rollout", 4, AttributedWord::rollout)
                .bar(word -> part(word.rollout(), rollout))),
        result.words());
  }

  private static Column<AttributedWord> change(AttributionResult result) {
    // A loss that is more is a change above 0; a probability that is less is one below 0.
    int sign = result.of() == AttributionOutput.LOSS ? 1 : -1;
    return Column.<AttributedWord>maybe("change", 4, AttributedWord::fall)
        .shown(word ->
            word.fall().isPresent() ? Numbers.signed(sign * word.fall().getAsDouble(), 4) : NOTHING)
        .forPeople();
  }

  /** Returns the largest number of a column. */
  static double largest(AttributionResult result, ToDoubleFunction<AttributedWord> number) {
    return result.words().stream().mapToDouble(number).max().orElse(0);
  }

  /** Returns the length of a bar, from 0 to 1. */
  static double part(double number, double largest) {
    return largest > 0 ? number / largest : 0;
  }

  private static String marked(OptionalDouble distance, double largest, int decimals) {
    if (distance.isEmpty()) {
      return NOTHING;
    }
    String number = Numbers.fixed(distance.getAsDouble(), decimals);
    return largest > 0 && distance.getAsDouble() == largest ? "*" + number : number;
  }

  /** Vectors of one text lie close to each other whatever is hidden. */
  static int decimals(AttributionOutput of) {
    return of == AttributionOutput.EMBEDDING ? 6 : 4;
  }

  /** Returns a correlation. */
  static String signed(OptionalDouble number) {
    return number.isPresent() ? Numbers.signed(number.getAsDouble(), 2) : NOTHING;
  }
}
