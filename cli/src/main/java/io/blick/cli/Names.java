package io.blick.cli;

import io.blick.lens.trace.Found;
import io.blick.lens.trace.Units;

/** Words as the user names them. */
final class Names {
  private Names() {}

  /** Returns the word of a name, with a note if more than one is meant by it. */
  static int find(Units words, String name, Desk desk) {
    return find(words, name, "the text", desk);
  }

  /**
   * Returns the word of a name, with a note if more than one is meant by it.
   *
   * @param text what the note calls the text
   */
  static int find(Units words, String name, String text, Desk desk) {
    Found found = words.find(name);
    if (found.candidates() > 1) {
      desk.note("%s stands in %s %d times; the first is meant, and %s#2 means the second"
          .formatted(name, text, found.candidates(), name));
    }
    return found.index();
  }
}
