package io.blick.models.token.added;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many spellings at once. */
class AhoCorasickTest {

  @ParameterizedTest
  @ValueSource(longs = {3, 5, 7, 11, 13})
  void the_longest_at_each_place_is_that_of_comparing_all(long seed) {
    Random random = new Random(seed);
    List<int[]> spellings = new ArrayList<>();
    for (int i = 0; i < 41; i++) {
      spellings.add(word(random, 1 + random.nextInt(7)));
    }
    int[] text = word(random, 997);

    int[] longest = new AhoCorasick(spellings).longest(text, text.length);

    assertThat(longest).isEqualTo(compared(spellings, text));
  }

  @Test
  void no_spelling_is_never_found() {
    assertThat(new AhoCorasick(List.of()).longest(new int[] {'a', 'b'}, 2)).containsOnly(-1);
  }

  // Compared one by one, or walked anew from each place, each of these takes minutes at least.
  @Test
  @Timeout(20)
  void many_spellings_and_a_long_text_take_little_time() {
    List<int[]> spellings = IntStream.range(0, 400_000)
        .mapToObj(n -> "<extra_id_%d>".formatted(n).codePoints().toArray())
        .toList();
    int[] text = "abc katt <extra_id_7> ".repeat(7_000).codePoints().toArray();

    int[] longest = new AhoCorasick(spellings).longest(text, text.length);

    assertThat(IntStream.of(longest).filter(i -> i == 7).count()).isEqualTo(7_000);
  }

  @Test
  @Timeout(20)
  void spellings_that_begin_or_end_alike_take_little_time() {
    int[] text = "a".repeat(150_000).codePoints().toArray();
    List<int[]> spellings = new ArrayList<>();
    for (int length = 1; length <= 2_000; length++) {
      spellings.add("a".repeat(length).codePoints().toArray());
    }
    spellings.add(("a".repeat(1_000_000) + "b").codePoints().toArray());
    spellings.add(("b" + "a".repeat(1_000_000)).codePoints().toArray());

    int[] longest = new AhoCorasick(spellings).longest(text, text.length);

    assertThat(longest[0]).isEqualTo(1_999);
    assertThat(longest[text.length - 1]).isEqualTo(0);
  }

  private static int[] compared(List<int[]> spellings, int[] text) {
    int[] longest = new int[text.length];
    for (int at = 0; at < text.length; at++) {
      longest[at] = -1;
      for (int i = 0; i < spellings.size(); i++) {
        int[] spelling = spellings.get(i);
        boolean here = at + spelling.length <= text.length;
        for (int k = 0; here && k < spelling.length; k++) {
          here = text[at + k] == spelling[k];
        }
        if (here && (longest[at] < 0 || spellings.get(longest[at]).length < spelling.length)) {
          longest[at] = i;
        }
      }
    }
    return longest;
  }

  private static int[] word(Random random, int length) {
    return random.ints(length, 'a', 'd').toArray();
  }
}
