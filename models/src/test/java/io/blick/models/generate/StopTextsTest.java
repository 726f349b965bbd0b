package io.blick.models.generate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class StopTextsTest {
  @Test
  void what_may_begin_a_stop_text_is_held_back() {
    StopTexts stops = new StopTexts(List.of("abc", "xy"));

    assertThat(stops.append("1ab")).isEqualTo("1");
    assertThat(stops.append("ab")).isEqualTo("ab");
    assertThat(stops.append("x")).isEqualTo("ab");
    assertThat(stops.found()).isFalse();
    assertThat(stops.append("y2")).isEmpty();
    assertThat(stops.found()).isTrue();
    assertThat(stops.end()).isEmpty();
  }

  @Test
  void what_is_held_back_comes_at_the_end() {
    StopTexts stops = new StopTexts(List.of("END"));

    assertThat(stops.append("THE EN")).isEqualTo("THE ");
    assertThat(stops.end()).isEqualTo("EN");
  }

  @Test
  void the_first_of_several_counts_wherever_they_are_cut() {
    SplittableRandom random = new SplittableRandom(5);
    List<String> texts = List.of("aab", "aba", "bb");
    for (int i = 0; i < 2000; i++) {
      StringBuilder whole = new StringBuilder();
      StringBuilder shown = new StringBuilder();
      StopTexts stops = new StopTexts(texts);
      while (whole.length() < 23 && !stops.found()) {
        StringBuilder part = new StringBuilder();
        for (int n = random.nextInt(4); n > 0; n--) {
          part.append("abc".charAt(random.nextInt(3)));
        }
        whole.append(part);
        shown.append(stops.append(part.toString()));
      }
      shown.append(stops.end());

      int first = texts.stream()
          .mapToInt(whole::indexOf)
          .filter(at -> at >= 0)
          .min()
          .orElse(whole.length());
      assertThat(shown.toString()).as(whole.toString()).isEqualTo(whole.substring(0, first));
    }
  }
}
