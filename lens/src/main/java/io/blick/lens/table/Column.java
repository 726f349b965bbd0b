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
 * One column of a {@link Table}: the cells that people see, and the values that programs read.
 *
 * @param <R> type of a row
 * @param cells cells for people; empty if the column is for programs only
 * @param keys names of the values for programs, those of JSON; empty if the column is for people
 *     only
 * @param values values of a row for programs, one for each key
 */
public record Column<R>(
    Optional<Cells<R>> cells, List<String> keys, Function<R, List<Value>> values) {
  private static final String NOTHING = "–";

  /** Copies the list. */
  public Column {
    keys = List.copyOf(keys);
  }

  /**
   * The cells of a column, as people see them.
   *
   * @param <R> type of a row
   * @param heading heading of the column
   * @param side side to which the cells are aligned
   * @param text text of a row's cell, safe to show
   * @param mostColumns width in columns of a terminal at which a cell is cut
   * @param bar length of the bar beside a row's cell, from 0 to 1; empty if there are no bars
   */
  public record Cells<R>(
      String heading,
      Side side,
      Function<R, String> text,
      int mostColumns,
      Optional<ToDoubleFunction<R>> bar) {
    /** Returns cells of any width without bars. */
    Cells(String heading, Side side, Function<R, String> text) {
      this(heading, side, text, Integer.MAX_VALUE, Optional.empty());
    }
  }

  /** The side of a column to which its cells are aligned. */
  public enum Side {
    /** For words. */
    LEFT,
    /** For numbers. */
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

  /** Returns a column of whole numbers that some rows lack. */
  public static <R> Column<R> maybeCount(String key, Function<R, OptionalLong> count) {
    return of(
        key,
        Side.RIGHT,
        row -> count.apply(row).stream().mapToObj(Long::toString).findFirst().orElse(NOTHING),
        row -> Value.of(count.apply(row)));
  }

  /**
   * Returns a column of numbers.
   *
   * @param decimals number of decimals for people
   */
  public static <R> Column<R> number(String key, int decimals, ToDoubleFunction<R> number) {
    return maybe(key, decimals, row -> OptionalDouble.of(number.applyAsDouble(row)));
  }

  /**
   * Returns a column of numbers that some rows lack.
   *
   * @param decimals number of decimals for people
   */
  public static <R> Column<R> maybe(String key, int decimals, Function<R, OptionalDouble> number) {
    return of(
        key,
        Side.RIGHT,
        row -> shown(number.apply(row), value -> Numbers.fixed(value, decimals)),
        row -> Value.of(number.apply(row)));
  }

  /**
   * Returns a column of numbers with their signs.
   *
   * @param decimals number of decimals for people
   */
  public static <R> Column<R> signed(String key, int decimals, ToDoubleFunction<R> number) {
    return number(key, decimals, number)
        .shown(row -> Numbers.signed(number.applyAsDouble(row), decimals));
  }

  /**
   * Returns a column of heads: {@code 9-11} for people, {@code layer} and {@code head} for
   * programs.
   */
  public static <R> Column<R> head(Function<R, Head> head) {
    return of(
        new Cells<>("head", Side.RIGHT, row -> head.apply(row).name()),
        List.of("layer", "head"),
        row -> List.of(
            Value.of(head.apply(row).layer() + 1L), Value.of(head.apply(row).head() + 1L)));
  }

  /**
   * Returns a column of texts, which must be safe to show, each with several values for programs.
   */
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

  /** Returns the column with another heading for people. */
  public Column<R> named(String heading) {
    return with(now -> new Cells<>(heading, now.side, now.text, now.mostColumns, now.bar));
  }

  /** Returns the column with other text for people, which must be safe to show. */
  public Column<R> shown(Function<R, String> text) {
    return with(now -> new Cells<>(now.heading, now.side, text, now.mostColumns, now.bar));
  }

  /** Returns the column with cells that are cut at a width, in columns of a terminal. */
  public Column<R> atMost(int mostColumns) {
    return with(now -> new Cells<>(now.heading, now.side, now.text, mostColumns, now.bar));
  }

  /**
   * Returns the column with a bar beside each cell, if there are bars and there is room for them.
   *
   * @param bar length of a row's bar, from 0 to 1
   */
  public Column<R> bar(ToDoubleFunction<R> bar) {
    return with(
        now -> new Cells<>(now.heading, now.side, now.text, now.mostColumns, Optional.of(bar)));
  }

  private Column<R> with(UnaryOperator<Cells<R>> change) {
    return new Column<>(cells.map(change), keys, values);
  }

  /** Returns the column without its values for programs. */
  public Column<R> forPeople() {
    return new Column<>(cells, List.of(), _ -> List.of());
  }

  /** Returns the column without its cells for people. */
  public Column<R> forPrograms() {
    return new Column<>(Optional.empty(), keys, values);
  }

  private static String shown(OptionalDouble number, Function<Double, String> words) {
    return number.isPresent() ? words.apply(number.getAsDouble()) : NOTHING;
  }
}
