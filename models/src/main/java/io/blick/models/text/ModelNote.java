package io.blick.models.text;

import io.blick.models.format.Escaped;
import java.util.Set;

/**
 * What the user of a model may not expect of it: what its folder has and Blick does not support, or
 * what was assumed because no file says it.
 *
 * @param sentence the whole of it
 * @param absent the kinds of heads that the model lacks because of it; mostly none
 * @param reason why they are absent, to end the sentence of an error
 */
public record ModelNote(String sentence, Set<Class<? extends TextHead>> absent, String reason) {

  /** Copies the set; what a terminal would obey is escaped. */
  public ModelNote {
    sentence = Escaped.sentence(sentence);
    absent = Set.copyOf(absent);
    reason = Escaped.sentence(reason);
  }

  /** Returns a note that is on no head. */
  public static ModelNote of(String sentence) {
    return new ModelNote(sentence, Set.of(), sentence);
  }

  /**
   * Returns the note that heads are absent.
   *
   * @param kinds of the heads, one or more
   * @param reason why they are absent
   */
  public static ModelNote absent(Set<Class<? extends TextHead>> kinds, String reason) {
    return new ModelNote(HeadKind.none(kinds) + ": " + reason, kinds, reason);
  }
}
