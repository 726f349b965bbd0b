package io.blick.lens.report.senses;

import io.blick.lens.argument.Required;
import io.blick.lens.corpus.CorpusException;
import java.util.List;
import java.util.OptionalInt;

/**
 * A request for how similar the vectors of one word are in several texts.
 *
 * @param word the name of the word; {@code word#2} is the second of equal words in each text
 * @param texts two or more texts that have the word
 * @param layer the layer whose vectors are compared in detail, counted from 0; the last layer if
 *     empty. The cosines are of every layer
 */
public record SensesRequest(String word, List<String> texts, OptionalInt layer) {

  /** Copies the list. */
  public SensesRequest {
    Required.of("senses", "word", word);
    texts = Required.all("senses", "texts", texts);
    Required.of("senses", "layer", layer);
    if (texts.size() < 2) {
      throw CorpusException.lacking("senses", "at least two texts", Integer.toString(texts.size()));
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
