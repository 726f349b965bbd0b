package io.blick.cli.error;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The nearest right spelling of a wrong word, and lists of words in a sentence. */
public final class Spelling {
  private Spelling() {}

  /** Returns the nearest of the right words, if it is near enough to have been meant. */
  public static Optional<String> nearest(String wrong, Collection<String> right) {
    String plain = wrong.toLowerCase(Locale.ROOT);
    return right.stream()
        .filter(word -> near(plain, word))
        .min(Comparator.comparingInt(word -> distance(plain, word)));
  }

  /** Returns a list that offers a choice: {@code a, b or c}. */
  public static String either(List<String> words) {
    return listed(words, " or ");
  }

  /** Returns a list of all: {@code a, b and c}. */
  public static String all(List<String> words) {
    return listed(words, " and ");
  }

  private static String listed(List<String> words, String beforeLast) {
    if (words.size() == 1) {
      return words.getFirst();
    }
    int last = words.size() - 1;
    return String.join(", ", words.subList(0, last)) + beforeLast + words.get(last);
  }

  private static boolean near(String wrong, String word) {
    int edits = distance(wrong, word);
    boolean begins = wrong.length() >= 4 && word.startsWith(wrong);
    return begins || edits <= Math.max(1, Math.min(wrong.length(), word.length()) / 3);
  }

  /**
   * Returns the edit distance: how many letters must be changed, added, dropped or swapped with
   * their neighbour (optimal string alignment).
   */
  static int distance(String a, String b) {
    int[][] edits = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        edits[i][j] = Math.min(i, j) == 0 ? Math.max(i, j) : fewest(edits, a, i, b, j);
      }
    }
    return edits[a.length()][b.length()];
  }

  private static int fewest(int[][] edits, String a, int i, String b, int j) {
    boolean same = a.charAt(i - 1) == b.charAt(j - 1);
    int fewest = edits[i - 1][j - 1] + (same ? 0 : 1);
    fewest = Math.min(fewest, 1 + Math.min(edits[i - 1][j], edits[i][j - 1]));
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(fewest, 1 + edits[i - 2][j - 2]) : fewest;
  }
}
