package io.blick.lens.looks;

import io.blick.lens.argument.Required;
import io.blick.lens.corpus.SentencePlace;
import io.blick.lens.corpus.SentenceText;

/**
 * A word of the corpus at which a head gives nearly what it gives at another word.
 *
 * @param place where its sentence stands
 * @param sentence the text
 * @param from index of the word
 * @param looked index of the other word that it looks at most; itself where there is no other
 * @param weight on that word
 * @param cosine of what the head gives at both words, from -1 to 1
 */
public record NearLook(
    SentencePlace place,
    SentenceText sentence,
    int from,
    int looked,
    double weight,
    double cosine) {
  /** Checks that there is each. */
  public NearLook {
    Required.of("near", "place", place);
    Required.of("near", "sentence", sentence);
  }
}
