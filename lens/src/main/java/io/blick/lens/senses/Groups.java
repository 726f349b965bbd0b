package io.blick.lens.senses;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.IntStream;

/**
 * Two groups of texts by average linkage: beginning with each alone, the two groups with the
 * highest mean cosine between their members are joined until two are left. That always gives two
 * groups, also where a word has one sense: compare {@link WithinBetween#within} with
 * {@link WithinBetween#between}.
 *
 * @param first indices of the texts of the group of the first text, ascending
 * @param second indices of the others, ascending
 */
public record Groups(List<Integer> first, List<Integer> second) {

  /** Copies the lists. */
  public Groups {
    first = List.copyOf(first);
    second = List.copyOf(second);
  }

  /**
   * The means of a number that every two texts have.
   *
   * @param within mean over every two texts of the same group; empty if each has one text
   * @param between mean over every two texts of different groups
   */
  public record WithinBetween(OptionalDouble within, double between) {}

  /** Groups texts, at least two. */
  static Groups of(SimilarityMatrix similarity) {
    List<List<Integer>> groups = new ArrayList<>();
    IntStream.range(0, similarity.cosines().size()).forEach(i -> groups.add(List.of(i)));
    while (groups.size() > 2) {
      joinNearest(groups, similarity);
    }
    return new Groups(groups.getFirst(), groups.getLast());
  }

  private static void joinNearest(List<List<Integer>> groups, SimilarityMatrix similarity) {
    int left = 0;
    int right = 1;
    double nearest = Double.NEGATIVE_INFINITY;
    for (int a = 0; a < groups.size(); a++) {
      for (int b = a + 1; b < groups.size(); b++) {
        double mean = mean(groups.get(a), groups.get(b), similarity::cosine);
        if (mean > nearest) {
          nearest = mean;
          left = a;
          right = b;
        }
      }
    }
    List<Integer> joined = new ArrayList<>(groups.get(left));
    joined.addAll(groups.remove(right));
    joined.sort(Comparator.naturalOrder());
    groups.set(left, joined);
  }

  private static double mean(
      List<Integer> a, List<Integer> b, ToDoubleBiFunction<Integer, Integer> number) {
    return a.stream()
        .flatMapToDouble(i -> b.stream().mapToDouble(j -> number.applyAsDouble(i, j)))
        .average()
        .orElse(0);
  }

  /** Returns 1 or 2. */
  public int of(int text) {
    return first.contains(text) ? 1 : 2;
  }

  /** Returns the means of a number that every two texts have. */
  WithinBetween means(ToDoubleBiFunction<Integer, Integer> number) {
    OptionalDouble within = IntStream.range(0, first.size() + second.size())
        .boxed()
        .flatMapToDouble(b -> IntStream.range(0, b)
            .filter(a -> of(a) == of(b))
            .mapToDouble(a -> number.applyAsDouble(a, b)))
        .average();
    return new WithinBetween(within, mean(first, second, number));
  }
}
