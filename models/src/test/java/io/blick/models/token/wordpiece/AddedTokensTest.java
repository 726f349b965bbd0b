package io.blick.models.token.wordpiece;

import static io.blick.models.token.wordpiece.VocabularyFolder.inner;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.blick.models.token.Encoding;
import io.blick.models.token.Tokenizer;
import io.blick.models.token.folder.TokenizerFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Added tokens beside pieces of an uncased vocabulary, by cases that can be done by head; what is
 * expected is what the Hugging Face tokenizer (0.23.3) gives.
 */
class AddedTokensTest {
  private static final String PIECES =
      "graf ##t ing ##ing z ##or ##k ##kla ##nd re windows ill ##ill";
  // Behind the 5 special pieces and these 13.
  private static final int NEXT = 18;

  @TempDir
  private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Graft | graf 0-4 word 1, ##t 4-5 word 1",
        "GRAFTing | graf 0-4 word 1, ##t 4-5 word 1, ##ing 5-8 word 1",
        "graft grafting | graft 0-5 word 1, graft 6-11 word 2, ing 11-14 word 3",
        "Regraft | re 0-2 word 1, graft 2-7 word 2",
        "ZORK zork | z 0-1 word 1, ##or 1-3 word 1, ##k 3-4 word 1, zork 5-9 word 2",
        "Zorkland | z 0-1 word 1, ##or 1-3 word 1, ##kla 3-6 word 1, ##nd 6-8 word 1",
        // No piece that continues a word either: as typed, it is one.
        "rezz re##zz | [UNK] 0-4 word 1, re 5-7 word 2, ##zz 7-11 word 3"
      })
  void a_token_that_is_found_as_typed_is_no_piece_of_a_word(String text, String expected)
      throws IOException {
    Tokenizer tokenizer = added(token(NEXT, "graft", false)
        + token(NEXT + 1, "zork", false)
        + token(NEXT + 2, "##zz", false));

    assertThat(String.join(", ", inner(tokenizer.encode(text)))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tokenizer_config.json | {'added_tokens_decoder': {'18': {'content': 'graft',"
            + " 'normalized': false}}}",
        "tokenizer_config.json | {'additional_special_tokens': ['graft']}",
        "special_tokens_map.json | {'additional_special_tokens': ['graft']}",
        "special_tokens_map.json | {'mask_token': 'graft'}"
      })
  void whichever_file_lists_it(String name, String json) throws IOException {
    Files.write(folder.resolve("vocab.txt"), VocabularyFolder.pieces(PIECES));
    Files.writeString(folder.resolve(name), json.replace('\'', '"'));

    Tokenizer tokenizer = TokenizerFolder.open(folder);

    assertThat(inner(tokenizer.encode("Graft graft")))
        .containsExactly("graf 0-4 word 1", "##t 4-5 word 1", "graft 6-11 word 2");
    assertThat(tokenizer.encode("graft").pieces().get(1).id()).isEqualTo(NEXT);
  }

  @Test
  void a_token_of_added_tokens_json_is_found_in_capitals_and_is_no_piece_of_a_word()
      throws IOException {
    Files.write(folder.resolve("vocab.txt"), VocabularyFolder.pieces(PIECES));
    Files.writeString(folder.resolve("added_tokens.json"), "{\"graft\": 18}");

    assertThat(inner(TokenizerFolder.open(folder).encode("Grafting regrafting")))
        .containsExactly(
            "graft 0-5 word 1",
            "ing 5-8 word 2",
            "re 9-11 word 3",
            "graft 11-16 word 4",
            "ing 16-19 word 5");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'[CLS]': 2, '[MASK]': 4}",
        "{'[MASK]': 4, '[SEP]': 3, '[CLS]': 2, '[UNK]': 1, '[PAD]': 0}"
      })
  void added_tokens_json_may_repeat_rows_of_the_vocabulary(String json) throws IOException {
    String text = "[MASK] re[CLS]Windowsill [PAD][mas]";
    Tokenizer without = new VocabularyFolder(folder).uncased(PIECES);
    Files.writeString(folder.resolve("added_tokens.json"), json.replace('\'', '"'));

    Tokenizer tokenizer = TokenizerFolder.open(folder);

    assertThat(tokenizer.encode(text, text)).isEqualTo(without.encode(text, text));
    assertThat(inner(tokenizer.encode("[MASK] Anna[CLS]")))
        .containsExactly("[MASK] 0-6 word 1", "[UNK] 7-11 word 2", "[CLS] 11-16 word 3");
    // As every token that no other file calls special, it is found whatever its capitals.
    assertThat(inner(tokenizer.encode("[mask]"))).containsExactly("[MASK] 0-6 word 1");
    assertThat(tokenizer.size()).isEqualTo(without.size());
    assertThat(tokenizer.mask()).contains(4);
    assertThat(tokenizer.notes()).isEmpty();
  }

  @Test
  void a_piece_that_added_tokens_json_repeats_ends_its_word() throws IOException {
    Tokenizer without = new VocabularyFolder(folder).uncased(PIECES);
    Files.writeString(folder.resolve("added_tokens.json"), "{\"windows\": 15}");

    Tokenizer tokenizer = TokenizerFolder.open(folder);

    assertThat(inner(tokenizer.encode("reWindowsill")))
        .containsExactly("re 0-2 word 1", "windows 2-9 word 2", "ill 9-12 word 3");
    assertThat(tokenizer.size()).isEqualTo(without.size());
    assertThat(tokenizer.notes()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "true | Windowsill windows | windows 0-7 word 1, ill 7-10 word 2, windows 11-18 word 3",
        "true | ReWINDOWS | re 0-2 word 1, windows 2-9 word 2",
        "false | Windowsill windows | windows 0-7 word 1, ##ill 7-10 word 1, windows 11-18 word 2",
        "false | windowsill rewindows | windows 0-7 word 1, ill 7-10 word 2, re 11-13 word 3,"
            + " windows 13-20 word 4"
      })
  void behind_a_token_that_is_a_piece_too_a_new_word_begins(
      boolean normalized, String text, String expected) throws IOException {
    Tokenizer tokenizer = added(token(15, "windows", normalized));

    assertThat(String.join(", ", inner(tokenizer.encode(text)))).isEqualTo(expected);
    assertThat(tokenizer.encode("windows").pieces().get(1).id()).isEqualTo(15);
    assertThat(tokenizer.size()).isEqualTo(NEXT);
  }

  @Test
  void a_token_that_is_a_piece_within_words_is_found_by_its_sign_and_within_words_as_before()
      throws IOException {
    Tokenizer tokenizer = added(token(17, "##ill", true));

    assertThat(inner(tokenizer.encode("windowsill windows##ILL")))
        .containsExactly(
            "windows 0-7 word 1",
            "##ill 7-10 word 1",
            "windows 11-18 word 2",
            "##ill 18-23 word 3");
  }

  // Compared one by one at each place, or looked up in a list, each of these takes minutes.
  @ParameterizedTest
  @Timeout(20)
  @CsvSource(
      delimiter = '|',
      value = {
        "tokenizer.json | false",
        "tokenizer.json | true",
        "added_tokens.json | true",
        "tokenizer_config.json | false",
        "special_tokens_map.json | false"
      })
  void many_tokens_and_a_long_text_take_little_time(String name, boolean normalized)
      throws IOException {
    Tokenizer tokenizer = many(name, normalized, 100_000);

    Encoding encoding =
        tokenizer.encode(("windows ing ".repeat(8) + "<extra_id_7> ").repeat(1_500));

    int row = NEXT + 7;
    assertThat(encoding.pieces().stream().filter(piece -> piece.id() == row)).hasSize(1_500);
    assertThat(encoding.pieces()).hasSize(2 + 17 * 1_500);
  }

  /** Opens a folder of which one file lists so many tokens. */
  private Tokenizer many(String name, boolean normalized, int count) throws IOException {
    Stream<String> names = IntStream.range(0, count).mapToObj("<extra_id_%d>"::formatted);
    int[] row = {NEXT};
    if (name.equals("tokenizer.json")) {
      return added(names.map(each -> token(row[0]++, each, normalized)).collect(joining()));
    }
    String json = switch (name) {
      case "added_tokens.json" ->
        names.map(each -> "\"%s\":%d".formatted(each, row[0]++)).collect(joining(",", "{", "}"));
      case "tokenizer_config.json" ->
        names
            .map(each -> "\"%d\":{\"content\":\"%s\",\"normalized\":%b}"
                .formatted(row[0]++, each, normalized))
            .collect(joining(",", "{\"added_tokens_decoder\":{", "}}"));
      default ->
        names
            .map("\"%s\""::formatted)
            .collect(joining(",", "{\"additional_special_tokens\":[", "]}"));
    };
    Files.write(folder.resolve("vocab.txt"), VocabularyFolder.pieces(PIECES));
    Files.writeString(folder.resolve(name), json);
    return TokenizerFolder.open(folder);
  }

  /** Opens a tokenizer.json with these tokens, each with a comma behind it. */
  private Tokenizer added(String tokens) throws IOException {
    String list = "\"added_tokens\":[";
    return new VocabularyFolder(folder).json(PIECES, list, list + tokens);
  }

  private static String token(int id, String content, boolean normalized) {
    return "{\"id\":%d,\"content\":\"%s\",\"normalized\":%b},".formatted(id, content, normalized);
  }
}
