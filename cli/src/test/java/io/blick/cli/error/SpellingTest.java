package io.blick.cli.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpellingTest {

  @ParameterizedTest
  @CsvSource({
    "look, look, 0",
    "lok, look, 1",
    "loook, look, 1",
    "lokk, look, 1",
    "olok, look, 1",
    "kitten, sitting, 3",
    "'', look, 4"
  })
  void distance_counts_letters_changed_added_dropped_or_swapped(String a, String b, int edits) {
    assertThat(Spelling.distance(a, b)).isEqualTo(edits);
  }

  @Test
  void the_nearest_word_is_found_whatever_its_case() {
    assertThat(Spelling.nearest("JOSN", List.of("text", "json", "svg"))).contains("json");
  }

  @Test
  void a_beginning_is_near() {
    assertThat(Spelling.nearest("safe", List.of("text", "safetensors"))).contains("safetensors");
  }

  @Test
  void a_word_far_from_all_has_no_nearest() {
    assertThat(Spelling.nearest("png", List.of("text", "json"))).isEmpty();
  }

  @Test
  void words_are_listed_as_a_sentence_lists_them() {
    assertThat(Spelling.either(List.of("rm"))).isEqualTo("rm");
    assertThat(Spelling.either(List.of("text", "json"))).isEqualTo("text or json");
    assertThat(Spelling.either(List.of("a", "b", "c"))).isEqualTo("a, b or c");
    assertThat(Spelling.all(List.of("a", "b", "c"))).isEqualTo("a, b and c");
  }
}
