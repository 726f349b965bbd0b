package io.blick.cli;

import io.blick.lens.trace.Found;
import io.blick.lens.trace.Units;

/** Words as the user names them. */
final class Names {
  private Names() {}

  /** Returns the word of a name, with a note if more than one is meant by it. */
  static int find(Units words, String name, Desk desk) {
    Found found = words.find(name);
    if (found.candidates() > 1) {
      desk.note("%s stands in the text %d times; the first is meant, and %s#2 means the second"
          .formatted(name, found.candidates(), name));
    }
    return found.index();
  }
}
