package io.blick.models.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Draws of a piece, against the cuts as their papers have them. */
class DrawnPieceTest {
  private static final int PIECES = 23;
  private static final int DRAWS = 4000;

  private static float[] probabilities(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] probabilities = new float[PIECES];
    for (int id = 0; id < PIECES; id++) {
      // Some are equal.
      probabilities[id] = (float) Math.exp(random.nextInt(-12, 3) / 2.0);
    }
    return probabilities;
  }

  private static Set<Integer> drawn(Choosing.Drawn choosing, float... probabilities) {
    Set<Integer> drawn = new TreeSet<>();
    for (int n = 0; n < DRAWS; n++) {
      drawn.add(new DrawnPiece(choosing, probabilities).draw(n));
    }
    return drawn;
  }

  private static List<Integer> sorted(float[] probabilities, Comparator<Integer> order) {
    return IntStream.range(0, probabilities.length)
        .boxed()
        .sorted(order.thenComparing(Comparator.naturalOrder()))
        .toList();
  }

  private static double sum(List<Integer> ids, float... probabilities) {
    return ids.stream().mapToDouble(id -> probabilities[id]).sum();
  }

  /** The pieces that an obvious reading of the cuts keeps. */
  private static List<Integer> kept(Choosing.Drawn cut, float... p) {
    List<Integer> kept = sorted(p, Comparator.comparingDouble((Integer id) -> -p[id]));
    if (cut.topK() < kept.size()) {
      float last = p[kept.get(cut.topK() - 1)];
      kept = kept.stream().filter(id -> p[id] >= last).toList();
    }
    if (cut.topP() < 1) {
      kept = mass(kept, cut.topP(), p);
    }
    float least = (float) (cut.minP() * p[kept.getFirst()]);
    kept = kept.stream().filter(id -> p[id] >= least).toList();
    if (cut.typical() < 1) {
      double total = sum(kept, p);
      double entropy = kept.stream()
          .mapToDouble(id -> -p[id] / total * Math.log(p[id] / total))
          .sum();
      kept = kept.stream()
          .sorted(Comparator.comparingDouble(
                  (Integer id) -> (float) Math.abs(-Math.log(p[id] / total) - entropy))
              .thenComparing(Comparator.naturalOrder()))
          .toList();
      kept = mass(kept, cut.typical(), p);
    }
    return kept;
  }

  private static List<Integer> mass(List<Integer> ids, double part, float... p) {
    List<Integer> kept = new ArrayList<>();
    double total = sum(ids, p);
    for (int id : ids) {
      if (kept.isEmpty() || sum(kept, p) < part * total) {
        kept.add(id);
      }
    }
    return kept;
  }

  @ParameterizedTest
  @CsvSource({
    "2147483647, 1, 0, 1",
    "1, 1, 0, 1",
    "7, 1, 0, 1",
    "2147483647, 0.5, 0, 1",
    "2147483647, 1, 0.3, 1",
    "2147483647, 1, 0, 0.6",
    "11, 0.9, 0.05, 0.7",
  })
  void what_is_drawn_is_what_the_cuts_keep(int topK, double topP, double minP, double typical) {
    for (long seed = 0; seed < 5; seed++) {
      float[] p = probabilities(seed);
      Choosing.Drawn cut = new Choosing.Drawn(1, topK, topP, minP, typical, 0);
      List<Integer> kept = kept(cut, p);
      double total = sum(kept, p);

      Set<Integer> drawn = drawn(cut, p);

      assertThat(kept).containsAll(drawn);
      // One of probability 0.01 is missing from 4000 draws once in 10^17.
      assertThat(drawn)
          .containsAll(kept.stream().filter(id -> p[id] / total > 0.01).toList());
    }
  }

  @Test
  void pieces_come_as_often_as_is_probable() {
    float[] p = probabilities(7);
    double total = sum(IntStream.range(0, PIECES).boxed().toList(), p);
    int[] counts = new int[PIECES];
    for (int n = 0; n < DRAWS; n++) {
      counts[new DrawnPiece(Choosing.Drawn.at(1), p).draw(n)]++;
    }
    for (int id = 0; id < PIECES; id++) {
      double expected = DRAWS * p[id] / total;
      // Five standard deviations of a count.
      assertThat((double) counts[id]).isCloseTo(expected, within(5 * Math.sqrt(expected) + 1));
    }
  }

  @Test
  void numbers_of_seeds_are_spread_and_differ() {
    double sum = 0;
    Set<Double> all = new TreeSet<>();
    for (int n = 0; n < DRAWS; n++) {
      double number = DrawnPiece.uniform(n % 7, n);
      assertThat(number).isGreaterThanOrEqualTo(0).isLessThan(1);
      sum += number;
      all.add(number);
    }
    assertThat(all).hasSize(DRAWS);
    // Five standard deviations of the mean of 4000.
    assertThat(sum / DRAWS).isCloseTo(0.5, within(5 * Math.sqrt(1 / 12.0 / DRAWS)));
    assertThat(DrawnPiece.uniform(0, 1)).isNotEqualTo(DrawnPiece.uniform(1, 0));
  }

  @Test
  void penalties_take_what_they_say() {
    float[] logits = {2, -2, 3, 5, 0};
    new Penalties(2, 0.5, 0.25).apply(logits, new int[] {1, 1, 3, 0, 1}, new int[] {0, 0, 2, 0, 1});

    assertThat(logits).containsExactly(1, -4, 0.5f, 5, -0.75f);
  }

  @Test
  void numbers_that_mean_nothing_are_refused() {
    assertThatThrownBy(() -> Choosing.Drawn.at(0))
        .hasMessage("complete: the temperature must be positive and finite; got 0.0");
    assertThatThrownBy(() -> new Choosing.Drawn(1, 0, 1, 0, 1, 0))
        .hasMessage("complete: top-k must be at least 1; got 0");
    assertThatThrownBy(() -> new Choosing.Drawn(1, 1, Double.NaN, 0, 1, 0))
        .hasMessage("complete: top-p must be a part of 1; got NaN");
    assertThatThrownBy(() -> new Choosing.Drawn(1, 1, 1, -1, 1, 0))
        .hasMessage("complete: min-p must be a part of 1; got -1.0");
    assertThatThrownBy(() -> new Choosing.Drawn(1, 1, 1, 0, 2, 0))
        .hasMessage("complete: typical must be a part of 1; got 2.0");
    assertThatThrownBy(() -> new Penalties(0, 0, 0))
        .hasMessageStartingWith("complete: the penalty for repetition must be positive");
    assertThatThrownBy(() -> new Penalties(1, Double.NaN, 0))
        .hasMessageStartingWith("complete: penalties for presence and frequency must be finite");
  }
}
