package io.blick.lens.report.senses;

import java.util.List;
import java.util.OptionalInt;

/**
 * Asks how alike a word is to itself in several texts.
 *
 * @param word its name; {@code word#2} is the second of equal words in each text
 * @param texts two or more that hold it
 * @param layer after which all but the cosines of every layer is measured, counted from 0; after
 *     the last, if there is none
 */
public record SensesRequest(String word, List<String> texts, OptionalInt layer) {

  /** Copies the list. */
  public SensesRequest {
    texts = List.copyOf(texts);
    if (texts.size() < 2) {
      throw new IllegalArgumentException(
          "senses: there must be two or more TEXTs; got %d".formatted(texts.size()));
    }
    if (layer.orElse(0) < 0) {
      throw new IllegalArgumentException(
          "senses: the layer must not be negative; got %d".formatted(layer.orElse(0)));
    }
  }

  /** Asks about the last layer. */
  public SensesRequest(String word, List<String> texts) {
    this(word, texts, OptionalInt.empty());
  }
}
