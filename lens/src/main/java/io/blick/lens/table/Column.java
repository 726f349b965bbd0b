package io.blick.lens.table;

import io.blick.lens.draw.Numbers;
import io.blick.lens.text.Columns;
import io.blick.lens.text.Visible;
import io.blick.lens.trace.Head;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/**
 * One column of a {@link Table}: what it shows of a row to people, and what it says to programs.
 *
 * @param <R> what a row is
 * @param heading above it, for people; one without a cell for people stands in no text and no page
 * @param side where its cells stand
 * @param cell what people see of a row, safe to show; none if the column is for programs
 * @param part how long the bar is that goes with the cell, from 0 to 1, if it has one
 * @param keys its names for programs, those of JSON; none if the column is for people
 * @param values what programs read of a row, one value for each key; an empty one is no value
 */
public record Column<R>(
    String heading,
    Side side,
    Optional<Function<R, String>> cell,
    Optional<ToDoubleFunction<R>> part,
    List<String> keys,
    Function<R, List<Value>> values) {
  private static final String NOTHING = "–";

  /** Copies the list. */
  public Column {
    keys = List.copyOf(keys);
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
    return new Column<>(
        "head",
        Side.RIGHT,
        Optional.of(row -> head.apply(row).name()),
        Optional.empty(),
        List.of("layer", "head"),
        row -> List.of(
            Value.of(head.apply(row).layer() + 1L), Value.of(head.apply(row).head() + 1L)));
  }

  private static <R> Column<R> of(
      String key, Side side, Function<R, String> cell, Function<R, Value> value) {
    return new Column<>(
        key,
        side,
        Optional.of(cell),
        Optional.empty(),
        List.of(key),
        row -> List.of(value.apply(row)));
  }

  /** Returns the column under another heading for people. */
  public Column<R> named(String other) {
    return new Column<>(other, side, cell, part, keys, values);
  }

  /** Returns the column with other words for people, which must be safe to show. */
  public Column<R> shown(Function<R, String> other) {
    return new Column<>(heading, side, Optional.of(other), part, keys, values);
  }

  /** Returns the column with cells of at most so many columns of a terminal. */
  public Column<R> atMost(int columns) {
    return new Column<>(
        heading,
        side,
        cell.map(shown -> row -> Columns.cut(shown.apply(row), columns)),
        part,
        keys,
        values);
  }

  /** Returns the column with a bar beside each cell, where there is room and there are bars. */
  public Column<R> bar(ToDoubleFunction<R> length) {
    return new Column<>(heading, side, cell, Optional.of(length), keys, values);
  }

  /** Returns the column as one that programs do not see. */
  public Column<R> forPeople() {
    return new Column<>(heading, side, cell, part, List.of(), _ -> List.of());
  }

  /** Returns the column as one that people do not see. */
  public Column<R> forPrograms() {
    return new Column<>(heading, side, Optional.empty(), Optional.empty(), keys, values);
  }

  private static String shown(OptionalDouble number, Function<Double, String> words) {
    return number.isPresent() ? words.apply(number.getAsDouble()) : NOTHING;
  }
}
