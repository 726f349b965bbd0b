package io.blick.lens.report.request;

import io.blick.lens.trace.Reading;
import io.blick.lens.trace.TextException;
import io.blick.models.text.TextModel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** The texts of a request that has several: an error says which one is meant, counted from 1. */
public final class NumberedTexts {
  private static final String PREFIX = "text: ";

  private NumberedTexts() {}

  /**
   * Reads texts.
   *
   * @throws TextException if the model cannot run one of them; it has a number if there are several
   */
  public static List<Reading> read(TextModel model, List<String> texts) {
    return read(texts, text -> Reading.of(model, text));
  }

  /**
   * Reads texts that are run in parts, and so may be longer than what the model takes at once.
   *
   * @throws TextException if one of them has no piece of its own; it has a number if there are
   *     several
   */
  public static List<Reading> readOfAnyLength(TextModel model, List<String> texts) {
    return read(texts, text -> Reading.ofAnyLength(model, text));
  }

  private static List<Reading> read(List<String> texts, Function<String, Reading> read) {
    if (texts.size() == 1) {
      return List.of(read.apply(texts.getFirst()));
    }
    List<Reading> readings = new ArrayList<>();
    for (String text : texts) {
      readings.add(numbered(readings.size() + 1, () -> read.apply(text)));
    }
    return readings;
  }

  /**
   * Returns what a step makes of one text.
   *
   * @param number of the text, from 1
   * @throws TextException if the step fails, with the number of the text before its sentence
   */
  public static <T> T numbered(int number, Supplier<T> step) {
    try {
      return step.get();
    } catch (TextException failure) {
      String message = String.valueOf(failure.getMessage());
      String sentence = message.startsWith(PREFIX) ? message.substring(PREFIX.length()) : message;
      throw new TextException("TEXT %d: %s".formatted(number, sentence), failure);
    }
  }
}
