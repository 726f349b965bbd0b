package io.blick.models.generate;

import java.util.List;

/**
 * Text that is given out as it comes, up to the first of some texts. What may be the beginning of
 * one is held back until it is known not to be.
 */
final class StopTexts {
  private final List<String> stops;
  private final StringBuilder held = new StringBuilder();
  private boolean found;

  StopTexts(List<String> stops) {
    this.stops = stops;
  }

  /** Appends text and returns what can be given out with it. */
  String append(String text) {
    held.append(text);
    int first = held.length();
    for (String stop : stops) {
      int at = held.indexOf(stop);
      if (at >= 0 && at < first) {
        first = at;
        found = true;
      }
    }
    return found ? taken(first) : taken(held.length() - beginning());
  }

  private String taken(int length) {
    String whole = held.substring(0, length);
    held.delete(0, length);
    return whole;
  }

  /** Returns the length of the longest end of what is held that a stop text begins with. */
  private int beginning() {
    int longest = 0;
    for (String stop : stops) {
      int length = Math.min(stop.length() - 1, held.length());
      while (length > longest && !stop.startsWith(held.substring(held.length() - length))) {
        length--;
      }
      longest = Math.max(longest, length);
    }
    return longest;
  }

  /** Whether one of the texts has come. */
  boolean found() {
    return found;
  }

  /** Returns what is held back, once no more comes. */
  String end() {
    return found ? "" : held.toString();
  }
}
