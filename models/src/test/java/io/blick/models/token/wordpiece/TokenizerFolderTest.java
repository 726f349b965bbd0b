package io.blick.models.token.wordpiece;

import static io.blick.models.token.wordpiece.VocabularyFolder.inner;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blick.models.format.FormatException;
import io.blick.models.token.Encoding;
import io.blick.models.token.Piece;
import io.blick.models.token.Tokenizer;
import io.blick.models.token.folder.TokenizerFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which of a folder's files counts: what is expected is what transformers 5.24 makes of them. */
class TokenizerFolderTest {
  private static final String CASED = "\"do_lower_case\": false";

  @TempDir
  private Path folder;

  @BeforeEach
  void a_vocabulary_in_lines() throws IOException {
    Files.write(file("vocab.txt"), VocabularyFolder.pieces("a b ##a ##b A B ä Ä <s>"));
  }

  @Test
  void added_tokens_json_gives_rows_behind_the_vocabulary() throws IOException {
    put("tokenizer_config.json", "{" + CASED + "}");
    put("added_tokens.json", "{\"[E1]\": 14, \"zork\": 15}");

    Tokenizer tokenizer = TokenizerFolder.open(folder);

    assertThat(inner(tokenizer.encode("a[E1]azorkb")))
        .containsExactly(
            "a 0-1 word 1",
            "[E1] 1-5 word 2",
            "a 5-6 word 3",
            "zork 6-10 word 4",
            "b 10-11 word 5");
    assertThat(tokenizer.encode("zork").pieces().get(1).id()).isEqualTo(15);
    assertThat(tokenizer.size()).isEqualTo(16);
    assertThat(tokenizer.piece(14)).isEqualTo("[E1]");
    assertThat(tokenizer.notes()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // In added_tokens.json alone it is normalised, so that capitals do not matter; a special
        // one is found as typed.
        "{'do_lower_case': true} | [E1] 0-4 word 1, [E1] 4-8 word 2",
        "{'additional_special_tokens': ['[E1]']} | [E1] 0-4 word 1, [UNK] 4-5 word 2,"
            + " [UNK] 5-7 word 3, [UNK] 7-8 word 4",
        "{'extra_special_tokens': {'x_token': '[E1]'}} | [E1] 0-4 word 1, [UNK] 4-5 word 2,"
            + " [UNK] 5-7 word 3, [UNK] 7-8 word 4"
      })
  void what_is_special_is_found_as_typed(String config, String pieces) throws IOException {
    put("tokenizer_config.json", config);
    put("added_tokens.json", "{'[E1]': 14}");

    assertThat(String.join(", ", inner(TokenizerFolder.open(folder).encode("[E1][e1]"))))
        .isEqualTo(pieces);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'additional_special_tokens': ['<s>']} | {} | 13",
        "{'extra_special_tokens': ['<s>']} | {} | 13",
        "{'extra_special_tokens': ['<s>'], 'additional_special_tokens': ['b']} | {} | 13",
        "{'extra_special_tokens': {'own_token': '<s>'}} | {} | 13",
        "{'model_specific_special_tokens': {'own_token': '<s>'}} | {} | 13",
        "{'image_token': '<s>'} | {} | 13",
        "{'bos_token': '<s>'} | {} | 13",
        "{'eos_token': {'content': '<s>', '__type': 'AddedToken', 'special': true}} | {} | 13",
        "{} | {'additional_special_tokens': ['<s>']} | 13",
        "{'additional_special_tokens': ['<s>']} | {'additional_special_tokens': ['b']} | 13",
        "{} | {'eos_token': '<s>'} | 13",
        "{'added_tokens_decoder': {'13': {'content': '<s>'}}} | {} | 13"
      })
  void a_piece_that_any_file_calls_special_is_one(String config, String map, int row)
      throws IOException {
    put("tokenizer_config.json", config);
    put("special_tokens_map.json", map);

    Piece piece = TokenizerFolder.open(folder).encode("<s>").pieces().get(1);

    assertThat(piece.id()).isEqualTo(row);
  }

  @Test
  void a_special_piece_without_a_row_has_the_next() throws IOException {
    put("tokenizer_config.json", "{'additional_special_tokens': ['[E1]', '[E2]']}");

    Tokenizer tokenizer = TokenizerFolder.open(folder);

    assertThat(tokenizer.encode("[E2]").pieces().get(1).id()).isEqualTo(15);
  }

  @Test
  void special_tokens_map_counts_before_tokenizer_config() throws IOException {
    put("tokenizer_config.json", "{'cls_token': 'b'}");
    put("special_tokens_map.json", "{'cls_token': {'content': '<s>', 'normalized': false}}");

    assertThat(TokenizerFolder.open(folder).encode("a").pieces().getFirst().text())
        .isEqualTo("<s>");
  }

  @Test
  void where_added_tokens_decoder_is_there_the_other_files_do_not_count() throws IOException {
    put("tokenizer_config.json", "{'added_tokens_decoder': {'14': {'content': '<y>'}}}");
    put("special_tokens_map.json", "{'cls_token': '<s>', 'additional_special_tokens': ['B']}");
    put("added_tokens.json", "{'<z>': 15}");
    TokenizerJsonFile.write(folder, VocabularyFolder.pieces("a b ##a ##b A B ä Ä <s>"), true);

    Tokenizer tokenizer = TokenizerFolder.open(folder);

    assertThat(tokenizer.size()).isEqualTo(15);
    assertThat(VocabularyFolder.shown(tokenizer.encode("a<Y>")))
        .containsExactly("[CLS] word 0", "a 0-1 word 1", "<y> 1-4 word 2", "[SEP] word 3");
  }

  @Test
  void a_token_takes_the_white_space_that_its_flags_say_and_its_word_does_not() throws IOException {
    put(
        "tokenizer_config.json",
        "{'added_tokens_decoder': {'4': {'content': '[MASK]',"
            + " 'special': true, 'lstrip': true, 'rstrip': true}}, 'mask_token': '[MASK]'}");

    Encoding encoding = TokenizerFolder.open(folder).encode("a  [MASK] b");

    assertThat(inner(encoding))
        .containsExactly("a 0-1 word 1", "[MASK] 1-10 word 2", "b 10-11 word 3");
    assertThat(VocabularyFolder.words(encoding)).containsExactly("a", "[MASK]", "b");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "true | a//b | a 0-1 word 1, / 1-3 word 2, b 3-4 word 3",
        "true | a/ / b | a 0-1 word 1, / 1-5 word 2, b 5-6 word 3",
        "true | //a | / 0-2 word 1, a 2-3 word 2",
        "true | a// | a 0-1 word 1, / 1-3 word 2",
        "true | a /// | a 0-1 word 1, / 1-5 word 2",
        "false | a//b | a 0-1 word 1, / 1-3 word 2, / 2-3 word 3, b 3-4 word 4"
      })
  void a_token_that_is_white_space_may_be_taken_by_the_one_before(
      boolean left, String text, String pieces) throws IOException {
    put(
        "tokenizer_config.json",
        "{'added_tokens_decoder': {'14': {'content': '\\n', 'normalized': false,"
            + " 'lstrip': %s, 'rstrip': true}}}".formatted(left));

    Encoding encoding = TokenizerFolder.open(folder).encode(text.replace('/', '\n'));

    assertThat(String.join(", ", inner(encoding)).replace('\n', '/')).isEqualTo(pieces);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | true | a ä",
        "{} | false | A Ä",
        "{'do_lower_case': true} | true | a ä",
        "{'do_lower_case': false} | false | A Ä",
        "{'do_lower_case': true} | false | a ä",
        "{'do_lower_case': false} | true | A Ä",
        "{'do_lower_case': true, 'strip_accents': false} | true | a ä",
        "{'strip_accents': false} | true | a ä",
        "{'do_lower_case': true, 'strip_accents': null} | false | a ä"
      })
  void what_tokenizer_config_says_of_letters_counts_before_tokenizer_json(
      String config, boolean lowerCase, String expected) throws IOException {
    List<String> pieces = VocabularyFolder.pieces("a A ä Ä");
    TokenizerJsonFile.write(folder, pieces, lowerCase);
    put("tokenizer_config.json", config);

    List<String> spelt = TokenizerFolder.open(folder).encode("A Ä").pieces().stream()
        .map(Piece::text)
        .toList();

    boolean keeps = config.contains("'strip_accents': false") || expected.startsWith("A");
    assertThat(spelt)
        .containsExactly(
            "[CLS]", expected.split(" ", -1)[0], keeps ? expected.split(" ", -1)[1] : "a", "[SEP]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | true | 2",
        "{} | false | 1",
        "{'tokenize_chinese_chars': true} | true | 2",
        "{'tokenize_chinese_chars': false} | true | 1",
        "{'tokenize_chinese_chars': true} | false | 2",
        "{'tokenize_chinese_chars': false} | false | 1",
        "{'tokenize_chinese_chars': false, 'do_lower_case': true} | true | 1",
        "{'tokenize_chinese_chars': false, 'tokenizer_class': 'TokenizersBackend'} | true | 2",
        "{'tokenize_chinese_chars': true, 'tokenizer_class': 'TokenizersBackend'} | false | 1"
      })
  void what_tokenizer_config_says_of_ideographs_counts_before_tokenizer_json(
      String config, boolean alone, int words) throws IOException {
    put("tokenizer_config.json", config);
    VocabularyFolder json = new VocabularyFolder(folder);

    Tokenizer tokenizer =
        json.json("東 京 ##京", "\"handle_chinese_chars\":true", "\"handle_chinese_chars\":" + alone);

    assertThat(String.join(", ", inner(tokenizer.encode("東京"))))
        .isEqualTo(words == 2 ? "東 0-1 word 1, 京 1-2 word 2" : "東 0-1 word 1, ##京 1-2 word 1");
  }

  @ParameterizedTest
  @CsvSource({
    "PreTrainedTokenizerFast, A",
    "TokenizersBackend, A",
    "BertTokenizerFast, a",
    "ElectraTokenizer, a"
  })
  void a_class_of_no_model_takes_tokenizer_json_as_it_is(String name, String piece)
      throws IOException {
    TokenizerJsonFile.write(folder, VocabularyFolder.pieces("a A"), false);
    put(
        "tokenizer_config.json",
        "{'do_lower_case': true, 'tokenizer_class': '%s'}".formatted(name));

    assertThat(TokenizerFolder.open(folder).encode("A").pieces().get(1).text()).isEqualTo(piece);
  }

  @Test
  void config_json_may_name_the_class() throws IOException {
    put("config.json", "{'tokenizer_class': 'BertJapaneseTokenizer'}");

    refused("config.json: at byte 0: tokenizer_class must be BertTokenizer,"
        + " MPNetTokenizer, PreTrainedTokenizerFast or one that cuts as these;"
        + " got \"BertJapaneseTokenizer\"");
  }

  @Test
  void a_token_that_the_table_has_no_row_for() throws IOException {
    put("config.json", "{'vocab_size': 14}");
    put("tokenizer_config.json", "{'additional_special_tokens': ['[E1]']}");

    refused("tokenizer_config.json: at byte 0: added tokens must have rows below 14, the vocab_size"
        + " of config.json; got 14 for \"[E1]\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'a': 7} | the id of \"a\" must be 5, its row in the vocabulary; got 7",
        "{'<x>': 7} | the id 7 must be that of one piece; got \"##a\" and \"<x>\"",
        "{'<x>': 14, '<y>': 14} | the id 14 must be that of one piece; got \"<x>\" and \"<y>\"",
        "{'<x>': -1} | <x> must be a number from 0 to 2147483646; got \"-1\"",
        "{'<x>': 2147483647} | <x> must be a number from 0 to 2147483646; got \"2147483647\"",
        "{'<x>': '7'} | <x> must be a number from 0 to 2147483646; got \"7\"",
        "{'<x>': null} | <x> must be a number from 0 to 2147483646; got null",
        "['<x>'] | the whole must be an object; got array"
      })
  void an_added_tokens_json_that_is_wrong(String added, String said) throws IOException {
    put("added_tokens.json", added);

    refused("added_tokens.json: at byte 0: " + said);
  }

  @Test
  void a_token_of_which_normalisation_leaves_nothing() throws IOException {
    put("tokenizer_config.json", "{'do_lower_case': true}");
    put("added_tokens.json", "{'\u0301': 14}");

    refused("added_tokens.json: at byte 0: an added token must be something when normalised; got"
        + " \"\u0301\", which is nothing");
  }

  @Test
  void one_token_with_two_ids() throws IOException {
    put("added_tokens.json", "{'<x>': 14}");
    Files.writeString(
        TokenizerJsonFile.write(folder, VocabularyFolder.pieces("a"), true),
        Files.readString(file("tokenizer.json"))
            .replace("\"added_tokens\":[", "\"added_tokens\":[{\"id\":6,\"content\":\"<x>\"},"));

    refused("tokenizer.json: at byte 0: \"<x>\" must have one id; got 14 and 6");
  }

  @Test
  void a_row_behind_a_gap_is_taken_as_it_is_and_a_note_says_so() throws IOException {
    put("tokenizer_config.json", "{" + CASED + "}");
    put("added_tokens.json", "{'<x>': 30, '<y>': 17}");

    Tokenizer tokenizer = TokenizerFolder.open(folder);

    assertThat(tokenizer.encode("<x>").pieces().get(1).id()).isEqualTo(30);
    assertThat(tokenizer.size()).isEqualTo(31);
    assertThat(tokenizer.piece(20)).isEmpty();
    assertThat(tokenizer.notes())
        .containsExactly("\"<y>\" has the row 17, as added_tokens.json says; Hugging Face's"
            + " tokenizer would give it the next, 14");
  }

  @ParameterizedTest
  @CsvSource({"a b ä, uncased, has no capital letters", "a b Ä, cased, has capital letters"})
  void a_note_says_what_was_assumed_of_capital_letters(String pieces, String kind, String reason)
      throws IOException {
    Tokenizer tokenizer = new VocabularyFolder(folder).configured("{}", pieces);

    assertThat(tokenizer.notes())
        .containsExactly(
            "no file says whether the model is cased; it was taken for %s, since".formatted(kind)
                + " vocab.txt %s; do_lower_case in tokenizer_config.json would say it"
                    .formatted(reason));
  }

  @Test
  void a_tokenizer_json_says_whether_it_is_cased() throws IOException {
    TokenizerJsonFile.write(folder, VocabularyFolder.pieces("a A"), false);

    assertThat(TokenizerFolder.open(folder).notes()).isEmpty();
  }

  @Test
  void capitals_that_have_no_small_form_do_not_make_a_vocabulary_cased() throws IOException {
    Tokenizer tokenizer = new VocabularyFolder(folder).plain("a 𝐀");

    assertThat(tokenizer.encode("A").pieces().get(1).text()).isEqualTo("a");
  }

  private Path file(String name) {
    return folder.resolve(name);
  }

  private void put(String name, String json) throws IOException {
    Files.writeString(file(name), json.replace('\'', '"'));
  }

  private void refused(String message) {
    assertThatThrownBy(() -> TokenizerFolder.open(folder))
        .isInstanceOf(FormatException.class)
        .hasMessage("wordpiece: " + message);
  }
}
