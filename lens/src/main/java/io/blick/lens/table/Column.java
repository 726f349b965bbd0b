package io.blick.lens.table;

import io.blick.lens.draw.Numbers;
import io.blick.lens.text.Visible;
import io.blick.lens.trace.Head;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import java.util.function.UnaryOperator;

/**
 * One column of a {@link Table}: what it shows of a row to people, and what it says to programs.
 *
 * @param <R> what a row is
 * @param cells what people see; none if the column is for programs
 * @param keys its names for programs, those of JSON; none if the column is for people
 * @param values what programs read of a row, a value for each key
 */
public record Column<R>(
    Optional<Cells<R>> cells, List<String> keys, Function<R, List<Value>> values) {
  private static final String NOTHING = "–";

  /** Copies the list. */
  public Column {
    keys = List.copyOf(keys);
  }

  /**
   * What people see of a column.
   *
   * @param <R> what a row is
   * @param heading above it
   * @param side where its cells stand
   * @param text of a row, safe to show
   * @param most on a terminal a cell takes so many columns, and is cut where it has more
   * @param part how long the bar is that goes with the cell, from 0 to 1, if it has one
   */
  public record Cells<R>(
      String heading,
      Side side,
      Function<R, String> text,
      int most,
      Optional<ToDoubleFunction<R>> part) {
    /** Returns cells of any width without bars. */
    Cells(String heading, Side side, Function<R, String> text) {
      this(heading, side, text, Integer.MAX_VALUE, Optional.empty());
    }
  }

  /** Where cells stand in their column. */
  public enum Side {
    /** As words do. */
    LEFT,
    /** As numbers do. */
    RIGHT
  }

  /** Returns a column of text. */
  public static <R> Column<R> text(String key, Function<R, String> text) {
    return of(
        key, Side.LEFT, row -> Visible.text(text.apply(row)), row -> Value.of(text.apply(row)));
  }

  /** Returns a column of whole numbers. */
  public static <R> Column<R> count(String key, ToLongFunction<R> count) {
    return of(
        key,
        Side.RIGHT,
        row -> Long.toString(count.applyAsLong(row)),
        row -> Value.of(count.applyAsLong(row)));
  }

  /** Returns a column of whole numbers that some rows have not. */
  public static <R> Column<R> maybeCount(String key, Function<R, OptionalLong> count) {
    return of(
        key,
        Side.RIGHT,
        row -> count.apply(row).stream().mapToObj(Long::toString).findFirst().orElse(NOTHING),
        row -> Value.of(count.apply(row)));
  }

  /** Returns a column of numbers, with so many decimals for people. */
  public static <R> Column<R> number(String key, int decimals, ToDoubleFunction<R> number) {
    return maybe(key, decimals, row -> OptionalDouble.of(number.applyAsDouble(row)));
  }

  /** Returns a column of numbers that some rows have not. */
  public static <R> Column<R> maybe(String key, int decimals, Function<R, OptionalDouble> number) {
    return of(
        key,
        Side.RIGHT,
        row -> shown(number.apply(row), value -> Numbers.fixed(value, decimals)),
        row -> Value.of(number.apply(row)));
  }

  /** Returns a column of numbers each of which has its sign. */
  public static <R> Column<R> signed(String key, int decimals, ToDoubleFunction<R> number) {
    return number(key, decimals, number)
        .shown(row -> Numbers.signed(number.applyAsDouble(row), decimals));
  }

  /** Returns a column of heads: {@code 9-11} for people, {@code layer} and {@code head} apart. */
  public static <R> Column<R> head(Function<R, Head> head) {
    return of(
        new Cells<>("head", Side.RIGHT, row -> head.apply(row).name()),
        List.of("layer", "head"),
        row -> List.of(
            Value.of(head.apply(row).layer() + 1L), Value.of(head.apply(row).head() + 1L)));
  }

  /** Returns a column of words that are safe to show, several values each for programs. */
  public static <R> Column<R> words(
      String heading,
      Function<R, String> text,
      List<String> keys,
      Function<R, List<Value>> values) {
    return of(new Cells<>(heading, Side.LEFT, text), keys, values);
  }

  private static <R> Column<R> of(
      Cells<R> cells, List<String> keys, Function<R, List<Value>> values) {
    return new Column<>(Optional.of(cells), keys, values);
  }

  private static <R> Column<R> of(
      String key, Side side, Function<R, String> text, Function<R, Value> value) {
    return of(new Cells<>(key, side, text), List.of(key), row -> List.of(value.apply(row)));
  }

  /** Returns the column under another heading for people. */
  public Column<R> named(String heading) {
    return with(now -> new Cells<>(heading, now.side, now.text, now.most, now.part));
  }

  /** Returns the column with other words for people, which must be safe to show. */
  public Column<R> shown(Function<R, String> text) {
    return with(now -> new Cells<>(now.heading, now.side, text, now.most, now.part));
  }

  /** Returns the column with cells of at most so many columns of a terminal. */
  public Column<R> atMost(int most) {
    return with(now -> new Cells<>(now.heading, now.side, now.text, most, now.part));
  }

  /** Returns the column with a bar beside each cell, where there is room and there are bars. */
  public Column<R> bar(ToDoubleFunction<R> part) {
    return with(now -> new Cells<>(now.heading, now.side, now.text, now.most, Optional.of(part)));
  }

  private Column<R> with(UnaryOperator<Cells<R>> change) {
    return new Column<>(cells.map(change), keys, values);
  }

  /** Returns the column as one that programs do not see. */
  public Column<R> forPeople() {
    return new Column<>(cells, List.of(), _ -> List.of());
  }

  /** Returns the column as one that people do not see. */
  public Column<R> forPrograms() {
    return new Column<>(Optional.empty(), keys, values);
  }

  private static String shown(OptionalDouble number, Function<Double, String> words) {
    return number.isPresent() ? words.apply(number.getAsDouble()) : NOTHING;
  }
}
