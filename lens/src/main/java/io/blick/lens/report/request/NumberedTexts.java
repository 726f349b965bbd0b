package io.blick.lens.report.request;

import io.blick.lens.trace.Reading;
import io.blick.lens.trace.TextException;
import io.blick.models.text.TextModel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Texts of a request that has several: an error says of which it is, counted from 1. */
public final class NumberedTexts {
  private NumberedTexts() {}

  /** Reads texts; of one alone an error needs no number. */
  public static List<Reading> read(TextModel model, List<String> texts) {
    if (texts.size() == 1) {
      return List.of(Reading.of(model, texts.getFirst()));
    }
    List<Reading> readings = new ArrayList<>();
    for (String text : texts) {
      readings.add(of(readings.size() + 1, () -> Reading.of(model, text)));
    }
    return readings;
  }

  /**
   * Returns what is made of one text.
   *
   * @throws TextException if it cannot be, with the number before the sentence
   */
  public static <T> T of(int number, Supplier<T> made) {
    try {
      return made.get();
    } catch (TextException wrong) {
      String said = String.valueOf(wrong.getMessage());
      String own = said.startsWith("text: ") ? said.substring("text: ".length()) : said;
      throw new TextException("TEXT %d: %s".formatted(number, own), wrong);
    }
  }
}
