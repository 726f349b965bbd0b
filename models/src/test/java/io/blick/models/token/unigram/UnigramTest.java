package io.blick.models.token.unigram;

import static org.assertj.core.api.Assertions.assertThat;

import io.blick.models.token.unicode.AlignedText;
import io.blick.models.token.vocabulary.FallbackBytes;
import io.blick.models.token.vocabulary.FoundPieces;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The likeliest pieces against the obvious way, which looks at all ways to cut a word. */
class UnigramTest {
  private static final int UNKNOWN = 0;
  private static final int LETTERS = 4;

  @Test
  void pieces_are_those_of_the_obvious_way() {
    int several = 0;
    for (int seed = 0; seed < 2_003; seed++) {
      Random random = new Random(seed);
      UnigramPieces vocabulary = vocabulary(random);
      String word = word(random, 1 + random.nextInt(11));

      FoundPieces found = cut(vocabulary, word);

      List<Integer> rows = new ArrayList<>();
      int end = 0;
      for (int i = 0; i < found.size(); i++) {
        assertThat(found.start(i)).isEqualTo(end);
        end = found.end(i);
        rows.add(found.row(i));
      }
      assertThat(end).isEqualTo(word.length());
      assertThat(rows).as("seed %d", seed).isEqualTo(together(obvious(vocabulary, word)));
      several += rows.size() > 1 ? 1 : 0;
    }
    assertThat(several).isGreaterThan(1_000);
  }

  @Test
  @Timeout(60)
  void a_word_of_a_million_letters_is_cut() {
    UnigramPieces vocabulary =
        new UnigramPieces(new String[] {"?", "a", "aa", "aaaaa"}, new double[] {0, -3, -4, -5}, -5);

    FoundPieces found = cut(vocabulary, "a".repeat(1_000_003) + "b".repeat(1_000_003));

    assertThat(found.size()).isEqualTo(200_003);
    assertThat(found.row(200_002)).isEqualTo(UNKNOWN);
    assertThat(found.end(200_002)).isEqualTo(2_000_006);
  }

  private static FoundPieces cut(UnigramPieces vocabulary, String word) {
    FoundPieces found = new FoundPieces();
    AlignedText text = AlignedText.of(word);
    new Unigram(vocabulary, UNKNOWN, FallbackBytes.none()).into(found).cut(text, 0, text.size());
    return found;
  }

  private static UnigramPieces vocabulary(Random random) {
    List<String> spellings = new ArrayList<>(List.of("?"));
    int count = 1 + random.nextInt(23);
    while (spellings.size() <= count) {
      spellings.add(word(random, 1 + random.nextInt(5)));
    }
    // No two sums are the same, so that only one way is the best.
    double[] scores =
        spellings.stream().mapToDouble(each -> -1 - 9 * random.nextDouble()).toArray();
    double least = Arrays.stream(scores).min().orElseThrow();
    return new UnigramPieces(spellings.toArray(String[]::new), scores, least);
  }

  private static String word(Random random, int length) {
    StringBuilder word = new StringBuilder();
    random.ints(length, 0, LETTERS).forEach(letter -> word.append((char) ('a' + letter)));
    return word.toString();
  }

  /** Returns the rows of the best of all ways; the first one is the score. */
  private static List<Integer> obvious(UnigramPieces vocabulary, String word) {
    return best(vocabulary, word).rows();
  }

  private record Way(double score, List<Integer> rows) {}

  private static Way best(UnigramPieces vocabulary, String word) {
    if (word.isEmpty()) {
      return new Way(0, List.of());
    }
    Way best = new Way(Double.NEGATIVE_INFINITY, List.of());
    for (int start = 0; start < word.length(); start++) {
      int row = vocabulary.row(word.substring(start)).orElse(UNKNOWN);
      boolean single = start == word.length() - 1;
      if (row == UNKNOWN && !single) {
        continue;
      }
      double score = row == UNKNOWN ? vocabulary.least() - 10 : vocabulary.score(row);
      Way before = best(vocabulary, word.substring(0, start));
      if (before.score() + score > best.score()) {
        List<Integer> rows = new ArrayList<>(before.rows());
        rows.add(row);
        best = new Way(before.score() + score, rows);
      }
    }
    return best;
  }

  /** Unknown characters in a row are one piece. */
  private static List<Integer> together(List<Integer> rows) {
    List<Integer> together = new ArrayList<>();
    for (int row : rows) {
      if (row != UNKNOWN || together.isEmpty() || together.getLast() != UNKNOWN) {
        together.add(row);
      }
    }
    return together;
  }
}
