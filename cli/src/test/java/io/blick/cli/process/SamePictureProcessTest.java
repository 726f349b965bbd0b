package io.blick.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The picture of the seed sentence: the same bytes from every run, whatever the locale. */
@Tag("process")
class SamePictureProcessTest {
  private static final String[] LOOK = {"look", "Katten som min granne äger jagade musen"};

  private static String picture;

  @BeforeAll
  static void look() {
    Found.model("bert-base-multilingual-cased");
    picture = Start.blick(LOOK).ended().well().out();
  }

  @Test
  void a_row_names_the_four_words_most_looked_at_each_with_its_head() {
    assertThat(picture.lines().filter(line -> line.startsWith("jagade")))
        .map(line -> line.replaceAll(" +", " "))
        .containsExactly("jagade 0.199 0.098 musen 6-8 0.661 äger 6-7 0.788"
            + " Katten 5-10 0.292 granne 8-6 0.246");
  }

  @Test
  void all_heads_stand_below_and_nothing_is_coloured_or_a_bar() {
    assertThat(picture)
        .contains("\n\nAll heads, a line of maps for each layer, heads from 1 to 12");
    assertThat(picture.lines().filter(line -> line.matches("1?[0-9] +[⠀-⣿].*"))).hasSize(12);
    assertThat(picture).doesNotContain("\u001b").doesNotContainPattern("[▀-▟]");
    assertThat(picture.lines().mapToInt(String::length).max().orElseThrow())
        .isLessThanOrEqualTo(100);
  }

  @Test
  void a_second_run_under_a_locale_of_ascii_from_standard_input_prints_the_same_bytes() {
    Ended again = Start.blick(LOOK[0], "-")
        .reading(LOOK[1] + "\n")
        .with("LC_ALL", "C")
        .with("LANG", "C")
        .ended()
        .well();

    assertThat(again.out()).isEqualTo(picture);
  }

  @Test
  void an_argument_is_read_as_utf_8_under_every_locale() {
    Start tokens = Start.blick("tokens", "äger 😀 猫");

    for (String locale : List.of("sv_SE.ISO-8859-1", "nowhere")) {
      assertThat(tokens.with("LC_ALL", locale).ended().well().out())
          .isEqualTo("[CLS] ä+##ger [UNK] 猫 [SEP]\n");
    }
  }
}
