package io.blick.models.token.wordpiece;

import static io.blick.models.token.wordpiece.VocabularyFolder.inner;
import static io.blick.models.token.wordpiece.VocabularyFolder.shown;
import static io.blick.models.token.wordpiece.VocabularyFolder.words;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blick.models.token.Encoding;
import io.blick.models.token.Piece;
import io.blick.models.token.Tokenizer;
import io.blick.models.token.Word;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a text is cut, by cases that can be done by head. */
class WordPieceTest {
  private VocabularyFolder folder = new VocabularyFolder(Path.of(""));

  @BeforeEach
  void use(@TempDir Path path) {
    folder = new VocabularyFolder(path);
  }

  @Test
  void a_word_is_cut_from_its_beginning_into_the_longest_pieces() throws IOException {
    Encoding encoding = folder.cased("un una ##aff ##affa ##ble ##fable ##f").encode("unaffable");

    assertThat(shown(encoding))
        .containsExactly(
            "[CLS] word 0",
            "una 0-3 word 1",
            "##f 3-4 word 1",
            "##fable 4-9 word 1",
            "[SEP] word 2");
    assertThat(encoding.words())
        .containsExactly(
            new Word("[CLS]", List.of(0)),
            new Word("unaffable", List.of(1, 2, 3)),
            new Word("[SEP]", List.of(4)));
  }

  @Test
  void a_word_that_cannot_be_spelt_to_its_end_is_unknown_as_a_whole() throws IOException {
    Encoding encoding = folder.cased("un ##a go").encode("unax go b");

    assertThat(inner(encoding))
        .containsExactly("[UNK] 0-4 word 1", "go 5-7 word 2", "[UNK] 8-9 word 3");
    assertThat(words(encoding)).containsExactly("unax", "go", "b");
  }

  @Test
  void a_piece_that_continues_a_word_does_not_begin_one() throws IOException {
    assertThat(inner(folder.cased("##a b").encode("a b ba")))
        .containsExactly("[UNK] 0-1 word 1", "b 2-3 word 2", "b 4-5 word 3", "##a 5-6 word 3");
  }

  @Test
  void a_cased_vocabulary_tells_capitals_and_accents() throws IOException {
    assertThat(inner(folder.cased("Äger äger ager").encode("Äger äger ager Ager")))
        .containsExactly(
            "Äger 0-4 word 1", "äger 5-9 word 2", "ager 10-14 word 3", "[UNK] 15-19 word 4");
  }

  @Test
  void an_uncased_vocabulary_tells_neither() throws IOException {
    Encoding encoding = folder.uncased("ager").encode("Äger äger AGER");

    assertThat(inner(encoding))
        .containsExactly("ager 0-4 word 1", "ager 5-9 word 2", "ager 10-14 word 3");
    assertThat(words(encoding)).containsExactly("Äger", "äger", "AGER");
  }

  @Test
  void an_accent_that_is_a_character_of_its_own_lies_between_its_neighbours() throws IOException {
    assertThat(inner(folder.uncased("cafe ##s").encode("cafe\u0301s e\u0301 cafe\u0301")))
        .containsExactly(
            "cafe 0-4 word 1", "##s 5-6 word 1", "[UNK] 7-8 word 2", "cafe 10-14 word 3");
  }

  @Test
  void accents_may_be_kept_though_letters_become_small() throws IOException {
    Tokenizer tokenizer =
        folder.configured("{\"do_lower_case\": true, \"strip_accents\": false}", "äger i\u0307");

    assertThat(inner(tokenizer.encode("ÄGER İ")))
        .containsExactly("äger 0-4 word 1", "i\u0307 5-6 word 2");
  }

  @Test
  void letters_become_small_one_by_one() throws IOException {
    assertThat(inner(folder.uncased("i ß σας σασ").encode("İ ẞ ß ΣΑΣ")))
        .containsExactly("i 0-1 word 1", "ß 2-3 word 2", "ß 4-5 word 3", "σασ 6-9 word 4");
  }

  @Test
  void without_a_configuration_capitals_in_the_vocabulary_decide(@TempDir Path other)
      throws IOException {
    Tokenizer cased = folder.plain("a A");
    Tokenizer uncased = new VocabularyFolder(other).plain("a b");

    assertThat(inner(cased.encode("A"))).containsExactly("A 0-1 word 1");
    assertThat(inner(uncased.encode("A"))).containsExactly("a 0-1 word 1");
  }

  @Test
  void each_ideograph_is_a_word_and_kana_are_not() throws IOException {
    assertThat(inner(folder.cased("a 東 京 に ##へ \ud840\udc00 ##b").encode("a東京にへ\ud840\udc00b")))
        .containsExactly(
            "a 0-1 word 1",
            "東 1-2 word 2",
            "京 2-3 word 3",
            "に 3-4 word 4",
            "##へ 4-5 word 4",
            "\ud840\udc00 5-7 word 5",
            "[UNK] 7-8 word 6");
  }

  @Test
  void ideographs_may_be_left_in_their_words() throws IOException {
    Tokenizer tokenizer = folder.configured("{\"tokenize_chinese_chars\": false}", "東 ##京");

    assertThat(inner(tokenizer.encode("東京"))).containsExactly("東 0-1 word 1", "##京 1-2 word 1");
  }

  @Test
  void each_mark_of_punctuation_is_a_word_and_each_symbol_of_ascii() throws IOException {
    assertThat(inner(folder.cased("a b . $ ^ ¿ € ##€").encode("a.b$^¿a€ €")))
        .containsExactly(
            "a 0-1 word 1",
            ". 1-2 word 2",
            "b 2-3 word 3",
            "$ 3-4 word 4",
            "^ 4-5 word 5",
            "¿ 5-6 word 6",
            "a 6-7 word 7",
            "##€ 7-8 word 7",
            "€ 9-10 word 8");
  }

  @Test
  void punctuation_that_came_after_unicode_8_parts_no_words() throws IOException {
    assertThat(inner(folder.cased("a ##\u061d ##b \u061e").encode("a\u061db\u061e")))
        .containsExactly(
            "a 0-1 word 1", "##\u061d 1-2 word 1", "##b 2-3 word 1", "\u061e 3-4 word 2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\u0000", "\u0001", "\u007f", "\u00ad", "\u200d", "\ufeff", "\ue000", "\ufffd"})
  void a_control_character_is_left_out_and_joins_what_is_beside_it(String control)
      throws IOException {
    Encoding encoding = folder.cased("ab").encode(control + "a" + control + "b" + control);

    assertThat(inner(encoding)).containsExactly("ab 1-4 word 1");
    assertThat(words(encoding)).containsExactly("a" + control + "b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\t", "\n", "\r\n", "\u00a0", "\u3000", "\u2028", "\u2009"})
  void white_space_of_every_kind_parts_words(String space) throws IOException {
    int second = 1 + space.length();

    assertThat(inner(folder.cased("a b").encode("a" + space + "b")))
        .containsExactly("a 0-1 word 1", "b %d-%d word 2".formatted(second, second + 1));
  }

  @Test
  void a_lone_surrogate_counts_as_the_replacement_character() throws IOException {
    Tokenizer cleaning = folder.cased("ab");

    assertThat(inner(cleaning.encode("a\ud83db \ude00 ab\ud83d")))
        .containsExactly("ab 0-3 word 1", "ab 6-8 word 2");

    Tokenizer keeping = folder.json("a ##\ufffd", "\"clean_text\":true", "\"clean_text\":false");

    assertThat(inner(keeping.encode("a\ud83d")))
        .containsExactly("a 0-1 word 1", "##\ufffd 1-2 word 1");
  }

  @Test
  void places_are_counted_in_utf_16() throws IOException {
    assertThat(inner(
            folder.cased("a \ud83d\ude00 ##\ud83d\ude00").encode("\ud83d\ude00\ud83d\ude00 a")))
        .containsExactly("\ud83d\ude00 0-2 word 1", "##\ud83d\ude00 2-4 word 1", "a 5-6 word 2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "\ud83d\ude00"})
  void a_word_of_101_characters_is_unknown_and_one_of_100_is_not(String letter) throws IOException {
    Tokenizer tokenizer = folder.cased("a ##a \ud83d\ude00 ##\ud83d\ude00");

    Encoding spelt = tokenizer.encode(letter.repeat(100));
    Encoding unknown = tokenizer.encode(letter.repeat(101) + " a");

    assertThat(spelt.pieces()).hasSize(102);
    assertThat(inner(unknown))
        .containsExactly(
            "[UNK] 0-%d word 1".formatted(101 * letter.length()),
            "a %d-%d word 2".formatted(101 * letter.length() + 1, 101 * letter.length() + 2));
  }

  @Test
  void a_special_piece_typed_in_the_text_is_a_word_wherever_it_stands() throws IOException {
    Encoding encoding = folder.cased("a ##a b").encode("[MASK] a[MASK]b[SEP][UNK]");

    assertThat(inner(encoding))
        .containsExactly(
            "[MASK] 0-6 word 1",
            "a 7-8 word 2",
            "[MASK] 8-14 word 3",
            "b 14-15 word 4",
            "[SEP] 15-20 word 5",
            "[UNK] 20-25 word 6");
    assertThat(words(encoding)).containsExactly("[MASK]", "a", "[MASK]", "b", "[SEP]", "[UNK]");
  }

  @Test
  void what_is_not_quite_a_special_piece_is_cut_as_text() throws IOException {
    assertThat(inner(folder.uncased("[ ] mask").encode("[mask] [[MASK]] [MASK")))
        .containsExactly(
            "[ 0-1 word 1",
            "mask 1-5 word 2",
            "] 5-6 word 3",
            "[ 7-8 word 4",
            "[MASK] 8-14 word 5",
            "] 14-15 word 6",
            "[ 16-17 word 7",
            "mask 17-21 word 8");
  }

  @Test
  void of_special_pieces_that_overlap_the_leftmost_is_taken_then_the_longest() throws IOException {
    Tokenizer tokenizer = folder.configured("""
        {"do_lower_case": false, "added_tokens_decoder":
          {"5": {"content": "<ab"}, "6": {"content": "<abc>"}, "7": {"content": "b<"}}}
        """, "<ab <abc> b< a c");

    assertThat(inner(tokenizer.encode("<abc><ab<b<a")))
        .containsExactly(
            "<abc> 0-5 word 1",
            "<ab 5-8 word 2",
            "[UNK] 8-9 word 3",
            "b< 9-11 word 4",
            "a 11-12 word 5");
  }

  @Test
  void a_pair_is_two_segments_each_with_places_of_its_own() throws IOException {
    Encoding encoding = folder.cased("a b").encode("a b", "b");

    assertThat(shown(encoding))
        .containsExactly(
            "[CLS] word 0",
            "a 0-1 word 1",
            "b 2-3 word 2",
            "[SEP] word 3",
            "b 0-1 word 4",
            "[SEP] word 5");
    assertThat(encoding.pieces()).extracting(Piece::segment).containsExactly(1, 1, 1, 1, 2, 2);
    assertThat(encoding.pieces()).extracting(Piece::id).containsExactly(2, 5, 6, 3, 6, 3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\t\n", "\u0000", "\u200b\ufeff"})
  void a_text_of_nothing_has_only_the_pieces_that_the_model_adds(String nothing)
      throws IOException {
    Tokenizer tokenizer = folder.cased("a");

    assertThat(shown(tokenizer.encode(nothing))).containsExactly("[CLS] word 0", "[SEP] word 1");
    assertThat(shown(tokenizer.encode(nothing, nothing)))
        .containsExactly("[CLS] word 0", "[SEP] word 1", "[SEP] word 2");
  }

  @Test
  void nothing_is_ever_cut_off() throws IOException {
    assertThat(folder.cased("a").encode("a ".repeat(100_003)).pieces()).hasSize(100_005);
  }

  @Test
  void the_vocabulary_can_be_asked() throws IOException {
    Tokenizer tokenizer = folder.cased("a ##b");

    assertThat(tokenizer.size()).isEqualTo(7);
    assertThat(tokenizer.piece(6)).isEqualTo("##b");
    assertThat(tokenizer.mask()).contains(4);
    assertThat(tokenizer.padding()).contains(0);
    assertThatThrownBy(() -> tokenizer.piece(7))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("piece: the id must be in 0 to 6; got 7");
    assertThatThrownBy(() -> tokenizer.piece(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("piece: the id must be in 0 to 6; got -1");
  }
}
