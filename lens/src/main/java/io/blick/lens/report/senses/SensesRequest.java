package io.blick.lens.report.senses;

import io.blick.lens.argument.Required;
import io.blick.lens.corpus.CorpusException;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A request for how similar the vectors of one word are in several texts.
 *
 * @param word what the request calls the word: its form, or its forms with commas between them
 * @param texts two or more texts that have the word
 * @param layer the layer whose vectors are compared in detail, counted from 0; the last layer if
 *     empty. The cosines are of every layer
 * @param forms the names of the word, one or more, all different: in each text the first word that
 *     has one of them is meant; {@code word#2} is the second of equal words in each text
 */
public record SensesRequest(
    String word, List<String> texts, OptionalInt layer, List<String> forms) {

  /** Copies the lists. */
  public SensesRequest {
    Required.of("senses", "word", word);
    texts = Required.all("senses", "texts", texts);
    Required.of("senses", "layer", layer);
    forms = Required.all("senses", "forms", forms);
    if (texts.size() < 2) {
      throw CorpusException.lacking("senses", "at least two texts", Integer.toString(texts.size()));
    }
    if (layer.orElse(0) < 0) {
      throw new IllegalArgumentException(
          "senses: the layer must not be negative; got %d".formatted(layer.orElse(0)));
    }
    if (forms.isEmpty() || forms.contains("") || Set.copyOf(forms).size() < forms.size()) {
      throw new IllegalArgumentException(
          "senses: there must be a form or several, none empty and none twice; got " + forms);
    }
  }

  /** Asks about a word that has one form in all texts. */
  public SensesRequest(String word, List<String> texts, OptionalInt layer) {
    this(word, texts, layer, List.of(Required.of("senses", "word", word)));
  }

  /** Asks about the last layer. */
  public SensesRequest(String word, List<String> texts) {
    this(word, texts, OptionalInt.empty());
  }

  /** Asks about a word that has several forms, such as {@code bank} and {@code banken}. */
  public static SensesRequest ofForms(List<String> forms, List<String> texts, OptionalInt layer) {
    List<String> names = Required.all("senses", "forms", forms);
    return new SensesRequest(String.join(",", names), texts, layer, names);
  }
}
