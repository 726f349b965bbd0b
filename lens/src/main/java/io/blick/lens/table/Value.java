package io.blick.lens.table;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/** The value of one cell for programs: a text, a number, or nothing. */
public sealed interface Value {

  /**
   * A text.
   *
   * @param text the text as it is, not yet safe to show
   */
  record Text(String text) implements Value {}

  /**
   * A whole number.
   *
   * @param count the number
   */
  record Count(long count) implements Value {}

  /**
   * A number, which is written as the nearest float, as in JSON.
   *
   * @param number the number
   */
  record Real(double number) implements Value {}

  /** No value. */
  record Nothing() implements Value {}

  /** Returns a text. */
  static Value of(String text) {
    return new Text(text);
  }

  /** Returns a whole number. */
  static Value of(long count) {
    return new Count(count);
  }

  /** Returns a number. */
  static Value of(double number) {
    return new Real(number);
  }

  /** Returns a number, or no value. */
  static Value of(OptionalDouble number) {
    return number.isPresent() ? of(number.getAsDouble()) : new Nothing();
  }

  /** Returns a whole number, or no value. */
  static Value of(OptionalLong count) {
    return count.isPresent() ? of(count.getAsLong()) : new Nothing();
  }

  /** Returns no value. */
  static Value nothing() {
    return new Nothing();
  }
}
