package io.blick.lens.run;

import io.blick.lens.corpus.SentencePlace;
import io.blick.lens.corpus.SyntacticWord;
import io.blick.models.token.Encoding;
import java.util.List;

/**
 * A sentence of a treebank as a model reads it.
 *
 * @param place where it stands
 * @param words the treebank's
 * @param encoding its pieces and words, those included that the model adds
 * @param first index in {@link Encoding#words()} of the treebank's first word
 */
public record TreebankSentence(
    SentencePlace place, List<SyntacticWord> words, Encoding encoding, int first) {

  /** Copies the list. */
  public TreebankSentence {
    words = List.copyOf(words);
  }

  /** Returns the indices of a word's pieces: where each word's begin, and where the last's end. */
  public int[] starts() {
    int[] starts = new int[words.size() + 1];
    for (int word = 0; word < words.size(); word++) {
      starts[word] = encoding.words().get(first + word).pieces().getFirst();
    }
    starts[words.size()] =
        encoding.words().get(first + words.size() - 1).pieces().getLast() + 1;
    return starts;
  }
}
