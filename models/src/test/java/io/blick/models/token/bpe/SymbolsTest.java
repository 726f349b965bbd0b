package io.blick.models.token.bpe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The queue of merges against the obvious way, which looks for the first merge each time. */
class SymbolsTest {
  private static final int LETTERS = 5;
  private static final int ROWS = 41;

  @Test
  void symbols_are_merged_as_the_obvious_way_merges_them() {
    int joined = 0;
    for (int seed = 0; seed < 2_003; seed++) {
      Random random = new Random(seed);
      Merges merges = merges(random);
      int length = random.nextInt(67);
      List<Integer> word = random.ints(length, 0, LETTERS).boxed().toList();

      List<Integer> merged = merged(merges, word);

      assertThat(merged).as("seed %d", seed).isEqualTo(obvious(merges, word));
      joined += merged.size() < length ? 1 : 0;
    }
    assertThat(joined).isGreaterThan(1_000);
  }

  @Test
  @Timeout(60)
  void a_word_of_a_million_letters_is_merged() {
    Merges merges =
        new Merges(new long[] {Merges.pair(0, 0), Merges.pair(1, 1), Merges.pair(2, 2)}, 1, 2, 3);
    List<Integer> word = new Random(1).ints(1_000_003, 0, 1).boxed().toList();

    List<Integer> merged = merged(merges, word);

    assertThat(merged).hasSize(125_002).startsWith(3, 3).endsWith(3, 1, 0);
  }

  /** Returns merges of random pairs of rows, whose letters alone are in a word. */
  private static Merges merges(Random random) {
    int count = 1 + random.nextInt(ROWS - LETTERS);
    long[] pairs = new long[count];
    int[] made = new int[count];
    for (int i = 0; i < count; i++) {
      pairs[i] = Merges.pair(random.nextInt(LETTERS + i), random.nextInt(LETTERS + i));
      made[i] = LETTERS + i;
    }
    return random.nextBoolean()
        ? new Merges(pairs, made)
        : new Merges(pairs, made, random.ints(count, 0, 3).toArray());
  }

  private static List<Integer> merged(Merges merges, List<Integer> word) {
    Symbols symbols = new Symbols(merges);
    symbols.clear();
    for (int i = 0; i < word.size(); i++) {
      symbols.add(word.get(i), i, i + 1);
    }
    symbols.merge();
    List<Integer> merged = new ArrayList<>();
    int end = 0;
    for (int i = symbols.isEmpty() ? -1 : 0; i >= 0; i = symbols.next(i)) {
      assertThat(symbols.start(i)).isEqualTo(end);
      end = symbols.end(i);
      merged.add(symbols.row(i));
    }
    assertThat(end).isEqualTo(word.size());
    return merged;
  }

  private static List<Integer> obvious(Merges merges, List<Integer> word) {
    List<Integer> symbols = new ArrayList<>(word);
    while (true) {
      int first = -1;
      int least = Integer.MAX_VALUE;
      for (int i = 0; i + 1 < symbols.size(); i++) {
        int rank = merges.rank(symbols.get(i), symbols.get(i + 1));
        if (rank >= 0 && rank < least) {
          least = rank;
          first = i;
        }
      }
      if (first < 0) {
        return symbols;
      }
      symbols.set(first, merges.made(symbols.get(first), symbols.get(first + 1)));
      symbols.subList(first + 1, first + 2).clear();
    }
  }
}
