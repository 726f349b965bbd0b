package io.blick.lens.looks;

import io.blick.lens.argument.Required;
import io.blick.lens.corpus.SentencePlace;
import io.blick.lens.corpus.SentenceText;

/**
 * A word that looks, in its sentence.
 *
 * @param place where its sentence stands
 * @param sentence the text
 * @param from index of the word that looks
 * @param looked index of the other word that it looks at most; itself where there is no other
 * @param weight on that word
 * @param distance of this look from the head's mean: the total variation ½ Σ |p − q| over parts of
 *     speech, the word itself and the added pieces, from 0 to 1
 */
public record LookExample(
    SentencePlace place,
    SentenceText sentence,
    int from,
    int looked,
    double weight,
    double distance) {
  /** Checks that there is each. */
  public LookExample {
    Required.of("example", "place", place);
    Required.of("example", "sentence", sentence);
  }
}
