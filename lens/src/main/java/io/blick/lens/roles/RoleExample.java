package io.blick.lens.roles;

import io.blick.lens.argument.Required;
import io.blick.lens.corpus.SentencePlace;
import io.blick.lens.corpus.SentenceText;

/**
 * A case of a relation, with what the best head does in it.
 *
 * @param place where its sentence stands
 * @param sentence the text
 * @param from index of the word that looks
 * @param to index of the word that is right
 * @param looked index of the word that the head looks at most
 */
public record RoleExample(
    SentencePlace place, SentenceText sentence, int from, int to, int looked) {
  /** Checks that there is each. */
  public RoleExample {
    Required.of("example", "place", place);
    Required.of("example", "sentence", sentence);
  }

  /** Returns whether the head is right. */
  public boolean isHit() {
    return looked == to;
  }
}
