package io.blick.hub.catalogue;

import java.util.Arrays;

/** Levenshtein's distance: the fewest insertions, deletions and replacements of one character. */
final class EditDistance {
  private EditDistance() {}

  /** Returns the distance between two strings, in UTF-16 units. */
  static int between(String from, String to) {
    int[] row = new int[to.length() + 1];
    Arrays.setAll(row, j -> j);
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[to.length()];
  }
}
