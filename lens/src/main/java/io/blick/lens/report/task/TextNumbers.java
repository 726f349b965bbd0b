package io.blick.lens.report.task;

/** The place where the texts of a request stand, by which errors name them. */
public sealed interface TextNumbers {

  /** The texts are all that is asked about. */
  record All() implements TextNumbers {}

  /**
   * The texts are lines of a file, which is asked about part by part.
   *
   * @param before how many lines come before the first of this request
   */
  record Lines(long before) implements TextNumbers {}

  /** Returns how many texts come before the first of the request. */
  default long before() {
    return switch (this) {
      case All _ -> 0;
      case Lines(long lines) -> lines;
    };
  }

  /**
   * Returns what an error calls a text.
   *
   * @param index of the text in the request
   * @param count how many texts the request has
   */
  default String name(int index, int count) {
    return switch (this) {
      case All _ -> count == 1 ? "TEXT" : "TEXT %d".formatted(index + 1);
      case Lines(long lines) -> "line %d".formatted(lines + index + 1);
    };
  }
}
