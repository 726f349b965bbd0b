package io.blick.lens.report.compare;

import io.blick.lens.report.compare.Alignment.Match;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The leftmost longest common subsequence of two lists. */
final class CommonSubsequence {
  private final List<Object> first;
  private final List<Object> second;

  /** Length of the longest common subsequence of what is left from two places on. */
  private final int[][] longest;

  private CommonSubsequence(List<Object> first, List<Object> second) {
    this.first = first;
    this.second = second;
    this.longest = new int[first.size() + 1][second.size() + 1];
    for (int i = first.size() - 1; i >= 0; i--) {
      for (int j = second.size() - 1; j >= 0; j--) {
        longest[i][j] = first.get(i).equals(second.get(j))
            ? 1 + longest[i + 1][j + 1]
            : Math.max(longest[i + 1][j], longest[i][j + 1]);
      }
    }
  }

  static Alignment of(List<Object> first, List<Object> second) {
    List<Match> matches = new CommonSubsequence(first, second).matches();
    return new Alignment(
        matches,
        others(first.size(), matches.stream().map(Match::first).collect(Collectors.toSet())),
        others(second.size(), matches.stream().map(Match::second).collect(Collectors.toSet())));
  }

  private List<Match> matches() {
    List<Match> matches = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < first.size(); i++) {
      int left = longest[i][from];
      for (int j = from; j < second.size() && longest[i][j] == left; j++) {
        // Whoever begins a longest one here keeps all its length, so the first that does is taken.
        if (first.get(i).equals(second.get(j)) && 1 + longest[i + 1][j + 1] == left) {
          matches.add(new Match(i, j));
          from = j + 1;
          break;
        }
      }
    }
    return matches;
  }

  private static List<Integer> others(int size, Set<Integer> matched) {
    return IntStream.range(0, size).boxed().filter(i -> !matched.contains(i)).toList();
  }
}
