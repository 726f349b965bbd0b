package io.blick.lens.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.blick.models.token.Encoding;
import io.blick.models.token.Piece;
import io.blick.models.token.Word;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextUnitsTest {
  private static final TextUnits WORDS =
      TextUnits.of(Texts.of("the", "ca|t", "the", "the#2", "a#3"), Granularity.WORDS);

  @Test
  void words_and_pieces_have_their_own_labels() {
    var text = Texts.of("Kat|ten", "som");

    TextUnits words = TextUnits.of(text, Granularity.WORDS);
    TextUnits pieces = TextUnits.of(text, Granularity.PIECES);

    assertThat(words.names()).containsExactly("[CLS]", "Katten", "som", "[SEP]");
    assertThat(words.pieces(1)).containsExactly(1, 2);
    assertThat(words.inText()).containsExactly(1, 2);
    assertThat(words.added()).containsExactly(0, 3);
    assertThat(pieces.names()).containsExactly("[CLS]", "Kat", "##ten", "som", "[SEP]");
    assertThat(pieces.inText()).containsExactly(1, 2, 3);
    assertThat(pieces.added()).containsExactly(0, 4);
  }

  @Test
  void a_special_token_that_stands_in_the_text_is_not_an_added_one() {
    TextUnits words = TextUnits.of(Texts.of("[SEP]", "a"), Granularity.WORDS);

    assertThat(words.inText()).containsExactly(1, 2);
    assertThat(words.find("[SEP]")).isEqualTo(new UnitMatch(1, 2));
    assertThat(words.find("[SEP]#2")).isEqualTo(new UnitMatch(3, 1));
  }

  @Test
  void words_sum_over_pieces_looked_at_and_average_over_pieces_that_look() {
    TextUnits units = TextUnits.of(Texts.of("a|b"), Granularity.WORDS);
    float[][] pieces = {
      {0.5f, 0.25f, 0.125f, 0.125f},
      {0f, 1f, 0f, 0f},
      {0.25f, 0.25f, 0.25f, 0.25f},
      {0f, 0f, 0f, 1f}
    };

    float[][] words = units.map(pieces);

    assertThat(words)
        .isDeepEqualTo(
            new float[][] {{0.5f, 0.375f, 0.125f}, {0.125f, 0.75f, 0.125f}, {0f, 0f, 1f}});
  }

  @Test
  void a_sum_is_rounded_once() {
    TextUnits units = TextUnits.of(Texts.of("a|b|c"), Granularity.WORDS);
    // Three quarters of half a unit in the last place of 1: one alone is rounded away, two are not.
    float tiny = 0x1.8p-25f;
    float[][] pieces = new float[5][5];
    pieces[0] = new float[] {0, 1, tiny, tiny, 0};

    assertThat(units.map(pieces)[0][1]).isEqualTo(1 + 0x1p-23f);
  }

  @Test
  void pieces_are_mapped_to_themselves() {
    TextUnits units = TextUnits.of(Texts.of("a|b"), Granularity.PIECES);
    float[][] pieces = {{1, 2, 3, 4}, {5, 6, 7, 8}, {9, 10, 11, 12}, {13, 14, 15, 16}};

    assertThat(units.map(pieces)).isDeepEqualTo(pieces);
  }

  @Test
  void a_bare_word_is_the_first_and_says_how_many_there_are() {
    assertThat(WORDS.find("the")).isEqualTo(new UnitMatch(1, 2));
    assertThat(WORDS.find("cat")).isEqualTo(new UnitMatch(2, 1));
  }

  @Test
  void an_exact_match_wins_over_reading_a_number() {
    assertThat(WORDS.find("the#2")).isEqualTo(new UnitMatch(4, 1));
    assertThat(WORDS.find("a#3")).isEqualTo(new UnitMatch(5, 1));
  }

  @Test
  void a_number_counts_from_one() {
    TextUnits words = TextUnits.of(Texts.of("ja", "nej", "ja"), Granularity.WORDS);

    assertThat(words.find("ja#1").index()).isEqualTo(1);
    assertThat(words.find("ja#2").index()).isEqualTo(3);
    assertThat(words.find("nej#1").index()).isEqualTo(2);
  }

  @Test
  void an_absent_word_is_told_with_those_that_there_are() {
    assertThatThrownBy(() -> WORDS.find("dog"))
        .isInstanceOf(TextException.class)
        .hasMessage("words: the name must be that of a word of the text; got dog;"
            + " there are [CLS], the, cat, the#2, the#2, a#3, [SEP]");
  }

  @Test
  void a_number_beyond_the_last_is_absent() {
    TextUnits pieces = TextUnits.of(Texts.of("ja"), Granularity.PIECES);

    assertThatThrownBy(() -> pieces.find("ja#2"))
        .hasMessage("pieces: the name must be that of a piece of the text; got ja#2;"
            + " there are [CLS], ja, [SEP]");
    assertThatThrownBy(() -> pieces.find("ja#99999999999")).isInstanceOf(TextException.class);
    assertThatThrownBy(() -> pieces.find("#1")).isInstanceOf(TextException.class);
    assertThatThrownBy(() -> pieces.find("ja#0")).isInstanceOf(TextException.class);
  }

  @Test
  void a_hostile_name_is_shown_inert() {
    TextUnits words = TextUnits.of(Texts.of("a\u001b[2J"), Granularity.WORDS);

    assertThatThrownBy(() -> words.find("\u202eb\n"))
        .hasMessage("words: the name must be that of a word of the text; got \\u202eb␊;"
            + " there are [CLS], a␛[2J, [SEP]");
  }

  /** Words of a text as an uncased model has them: marks at their ends are in no piece. */
  private static TextUnits uncased(String text, String... words) {
    List<Piece> pieces = new ArrayList<>();
    List<Word> named = new ArrayList<>();
    int from = 0;
    for (String word : words) {
      int start = text.indexOf(word, from);
      from = start + word.length();
      named.add(new Word(word, List.of(pieces.size())));
      pieces.add(new Piece.InText(7, word, 1, pieces.size(), start, from));
    }
    return TextUnits.of(new Encoding(pieces, named), Granularity.WORDS, List.of(text));
  }

  @ParameterizedTest
  @CsvSource({
    "cafe, 0, 1",
    "cafe\u0301, 0, 1",
    "caf\u00e9, 0, 1",
    "x\u00ad, 1, 1",
    "\u200dy, 2, 1",
    "cafe\u0301#1, 0, 1",
    "'.', 3, 1"
  })
  void a_word_is_named_as_it_stands_in_the_text_or_as_its_pieces_do(
      String name, int index, int candidates) {
    TextUnits units = uncased("cafe\u0301 x\u00ad \u200dy.", "cafe", "x", "y", ".");

    assertThat(units.find(name)).isEqualTo(new UnitMatch(index, candidates));
  }

  @Test
  void an_exact_match_goes_before_an_equivalent_one() {
    TextUnits units = uncased("a\u0308g \u00e4g", "a\u0308g", "\u00e4g");

    assertThat(units.find("\u00e4g")).isEqualTo(new UnitMatch(1, 1));
    assertThat(units.find("a\u0308g")).isEqualTo(new UnitMatch(0, 1));
    assertThat(uncased("a\u0308g x", "a\u0308g", "x").find("\u00e4g"))
        .isEqualTo(new UnitMatch(0, 1));
  }

  @Test
  void a_picture_shows_a_word_with_the_marks_of_its_last_letter_and_no_more() {
    TextUnits units = uncased("cafe\u0301\u0323\u00ad x\u200d", "cafe", "x");

    assertThat(units.label(0)).isEqualTo("cafe");
    assertThat(units.surface(0)).isEqualTo("cafe\u0301\u0323");
    assertThat(units.surface(1)).isEqualTo("x\u200d");
    assertThat(uncased("ab", "a", "b").surface(0)).isEqualTo("a");
  }

  @Test
  void a_long_text_has_its_names_in_time_of_its_length() {
    String[] words = IntStream.range(0, 200_003).mapToObj(i -> "w" + i % 5).toArray(String[]::new);
    TextUnits units = TextUnits.of(Texts.of(words), Granularity.WORDS);

    List<String> names = assertTimeout(Duration.ofSeconds(20), units::names);

    assertThat(names).hasSize(200_005).contains("w0", "w4#40000");
  }
}
