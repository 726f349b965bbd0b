package io.blick.models.token.wordpiece;

import static io.blick.models.token.wordpiece.VocabularyFolder.inner;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.blick.models.format.FormatException;
import io.blick.models.token.Tokenizer;
import io.blick.models.token.folder.TokenizerFolder;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of a tokenizer as they should be, and as they should not. */
class WordPieceFilesTest {
  @TempDir
  private Path folder;

  @Test
  void lines_may_end_as_on_windows_and_the_last_may_have_no_end() throws IOException {
    Files.writeString(file("vocab.txt"), "[PAD]\r\n[UNK]\r\n[CLS]\r\n[SEP]\r\na\r\nb");

    Tokenizer tokenizer = TokenizerFolder.open(folder);

    assertThat(tokenizer.size()).isEqualTo(6);
    assertThat(inner(tokenizer.encode("b a"))).containsExactly("b 0-1 word 1", "a 2-3 word 2");
    assertThat(tokenizer.mask()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {" ", "\t", "\u3000", "\u0085", "\u00a0", "\u2028", "\u000b \r\r"})
  void white_space_at_the_end_of_a_line_is_not_of_the_piece(String end) throws IOException {
    Files.writeString(
        file("vocab.txt"), "[PAD]\n[UNK]\n[CLS]%1$s\n[SEP]\na%1$s\nb%1$s".formatted(end));

    Tokenizer tokenizer = TokenizerFolder.open(folder);

    assertThat(VocabularyFolder.shown(tokenizer.encode("ba")))
        .containsExactly("[CLS] word 0", "[UNK] 0-2 word 1", "[SEP] word 2");
    assertThat(inner(tokenizer.encode("b a"))).containsExactly("b 0-1 word 1", "a 2-3 word 2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u001c", "\u001f", "\u180e", "\u200b", "\ufeff"})
  void what_is_no_white_space_in_unicode_is_of_the_piece(String end) throws IOException {
    lines("[PAD]", "[UNK]", "[CLS]", "[SEP]", "a" + end);

    assertThat(TokenizerFolder.open(folder).piece(4)).isEqualTo("a" + end);
  }

  @ParameterizedTest
  @ValueSource(strings = {"vocab.txt", "tokenizer.json"})
  void a_byte_order_mark(String name) throws IOException {
    Files.writeString(file(name), "\ufeff[PAD]\n[UNK]\n");

    refused(name + ": at byte 0: the file must be UTF-8 without a byte order mark; got one; save it"
        + " without");
  }

  @ParameterizedTest
  @ValueSource(strings = {"vocab.txt", "tokenizer.json"})
  void a_file_in_utf_16(String name) throws IOException {
    Files.writeString(file(name), "[PAD]\n[UNK]\n", StandardCharsets.UTF_16LE);

    refused(name + ": at byte 1: the file must be UTF-8; got the byte 0x00; fetch it again");
  }

  @Test
  void lines_that_end_in_carriage_returns() throws IOException {
    Files.writeString(file("vocab.txt"), "[PAD]\r[UNK]\r");

    refused("vocab.txt: at byte 5: lines must end in a line feed; got carriage returns alone; save"
        + " it with line feeds");
  }

  @Test
  void an_empty_line_is_a_row_that_is_never_found() throws IOException {
    lines("[PAD]", "", "[UNK]", "[CLS]", "[SEP]", "", "a");

    Tokenizer tokenizer = TokenizerFolder.open(folder);

    assertThat(tokenizer.piece(5)).isEmpty();
    assertThat(tokenizer.encode("a").pieces().get(1).id()).isEqualTo(6);
  }

  @Test
  void of_two_lines_spelt_alike_the_later_is_found() throws IOException {
    lines("[PAD]", "[UNK]", "[CLS]", "[SEP]", "a", "b", "a");

    Tokenizer tokenizer = TokenizerFolder.open(folder);

    assertThat(tokenizer.encode("a").pieces().get(1).id()).isEqualTo(6);
    assertThat(tokenizer.piece(4)).isEqualTo("a");
  }

  @Test
  void special_pieces_may_have_other_names() throws IOException {
    lines("<p>", "<u>", "<s>", "</s>", "<m>", "a", "[MASK]");
    Files.writeString(file("tokenizer_config.json"), """
        {"pad_token": "<p>", "unk_token": {"content": "<u>"}, "cls_token": "<s>",
         "sep_token": "</s>", "mask_token": "<m>"}
        """);

    Tokenizer tokenizer = TokenizerFolder.open(folder);

    assertThat(VocabularyFolder.shown(tokenizer.encode("a<m>é")))
        .containsExactly(
            "<s> word 0", "a 0-1 word 1", "<m> 1-4 word 2", "<u> 4-5 word 3", "</s> word 4");
    assertThat(tokenizer.mask()).contains(4);
  }

  @Test
  void a_tokenizer_json_cuts_as_a_vocabulary_of_the_same_lines(@TempDir Path other)
      throws IOException {
    List<String> pieces = SmallVocabulary.pieces();
    Files.write(file("vocab.txt"), pieces);
    Files.writeString(file("tokenizer_config.json"), "{\"do_lower_case\": true}");
    TokenizerJsonFile.write(other, pieces, true);

    Tokenizer text = TokenizerFolder.open(folder);
    Tokenizer json = TokenizerFolder.open(other);

    assertThat(json.size()).isEqualTo(text.size());
    for (Scripts script : Scripts.values()) {
      for (String line : ScriptLines.of(script, List.of(), 29)) {
        assertThat(json.encode(line, line)).isEqualTo(text.encode(line, line));
      }
    }
  }

  @Test
  void a_tokenizer_json_is_taken_before_a_vocabulary() throws IOException {
    lines("nonsense");
    VocabularyFolder json = new VocabularyFolder(folder);

    assertThat(json.json("a", "\"a\"", "\"a\"").size()).isEqualTo(6);
  }

  @Test
  void pieces_may_be_added_behind_the_vocabulary_of_a_tokenizer_json() throws IOException {
    Tokenizer tokenizer = new VocabularyFolder(folder)
        .json("a", "\"added_tokens\":[", "\"added_tokens\":[{\"id\":6,\"content\":\"<new>\"},");

    assertThat(tokenizer.size()).isEqualTo(7);
    assertThat(inner(tokenizer.encode("a<new>")))
        .containsExactly("a 0-1 word 1", "<new> 1-6 word 2");
  }

  @Test
  void no_vocabulary() {
    assertThatThrownBy(() -> TokenizerFolder.open(folder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("wordpiece: the folder must hold vocab.txt or tokenizer.json; got neither in "
            + folder);
  }

  @Test
  void an_empty_vocabulary() throws IOException {
    Files.createFile(file("vocab.txt"));

    refused("vocab.txt: at byte 0: the file must have between 1 and 67108864 bytes; got 0;"
        + " fetch it again");
  }

  @Test
  void a_vocabulary_larger_than_any() throws IOException {
    try (RandomAccessFile sparse = new RandomAccessFile(file("vocab.txt").toFile(), "rw")) {
      sparse.setLength((64 << 20) + 1);
    }

    refused("vocab.txt: at byte 0: the file must have between 1 and 67108864 bytes; got 67108865;"
        + " fetch it again");
  }

  @ParameterizedTest
  @CsvSource({"97 255, 1, FF", "97 237 160 189, 1, ED", "97 10 195, 2, C3", "192 128, 0, C0"})
  void a_vocabulary_that_is_not_utf_8(String bytes, int at, String got) throws IOException {
    byte[] content = new byte[bytes.split(" ", -1).length];
    for (int i = 0; i < content.length; i++) {
      content[i] = (byte) Integer.parseInt(bytes.split(" ", -1)[i]);
    }
    Files.write(file("vocab.txt"), content);

    refused("vocab.txt: at byte %d: the file must be UTF-8; got the byte 0x%s; fetch it again"
        .formatted(at, got));
  }

  @ParameterizedTest
  @CsvSource({"[PAD]", "[UNK]", "[CLS]", "[SEP]"})
  void a_vocabulary_without_a_piece_that_is_needed(String missing) throws IOException {
    List<String> pieces = new ArrayList<>(VocabularyFolder.SPECIAL);
    pieces.remove(missing);
    Files.write(file("vocab.txt"), pieces);

    refused("vocab.txt: at byte 0: the vocabulary must hold the piece \"%s\"; got 4 pieces without"
            .formatted(missing)
        + " it; fetch the file again");
  }

  @Test
  void a_vocabulary_made_to_be_slow() throws IOException {
    List<String> pieces = new ArrayList<>(VocabularyFolder.SPECIAL);
    pieces.addAll(colliding(1_100));
    Files.write(file("vocab.txt"), pieces);

    assertThatThrownBy(() -> TokenizerFolder.open(folder))
        .isInstanceOf(FormatException.class)
        .hasMessage("wordpiece: vocab.txt: at byte 0: pieces must be words; got 1001 made to"
            + " collide, the last \"%s\"".formatted(pieces.get(5 + 1_001)));
  }

  /** Returns spellings of three code points with one hash: that of a polynomial modulo 2^32. */
  private static List<String> colliding(int count) {
    int multiplier = 0x9E3779B1;
    List<String> spellings = new ArrayList<>();
    for (int first = 'a'; spellings.size() < count; first++) {
      for (int second = 0x1000; second < 0xD000 && spellings.size() < count; second++) {
        int third = 12_345 - (first * multiplier + second) * multiplier;
        if (third >= 0x10000 && third <= Character.MAX_CODE_POINT) {
          spellings.add(new String(new int[] {first, second, third}, 0, 3));
        }
      }
    }
    return spellings;
  }

  static Stream<Arguments> configurations() {
    return Stream.of(
        arguments(
            "{",
            1,
            "the file must be JSON; got in line 1: unexpected end-of-input: expected close marker"
                + " for Object"),
        arguments(
            "{\"do_lower_case\": true, \"do_lower_case\": false}",
            39,
            "the file must be JSON; got in line 1: duplicate field 'do_lower_case'"),
        arguments("[]", 0, "the whole must be an object; got array"),
        arguments(
            "{\"do_lower_case\": \"no\"}", 0, "do_lower_case must be true or false; got \"no\""),
        arguments("{\"strip_accents\": 1}", 0, "strip_accents must be true or false; got \"1\""),
        arguments("{\"mask_token\": []}", 0, "mask_token must be a string; got array"),
        arguments(
            "{\"cls_token\": {\"content\": 7}}",
            0,
            "cls_token.content must be a string; got \"7\""),
        arguments(
            "{\"added_tokens_decoder\": []}",
            0,
            "added_tokens_decoder must be an object; got array"),
        arguments(
            "{\"added_tokens_decoder\": {\"9\": {\"content\": \"\"}}}",
            0,
            "added_tokens_decoder.9.content must be a string that is not empty; got \"\""),
        arguments(
            "{\"added_tokens_decoder\": {\"9\": {\"content\": \"[MASK]\", \"lstrip\": true}}}",
            0,
            "the id of \"[MASK]\" must be 4, its row in the vocabulary; got 9"),
        arguments(
            "{\"added_tokens_decoder\": {\"4\": {\"content\": \"<\\u001bx>\"}}}",
            0,
            "the id 4 must be that of one piece; got \"[MASK]\" and \"<\\u{1B}x>\""));
  }

  @ParameterizedTest
  @MethodSource("configurations")
  void a_configuration_that_is_wrong(String config, int at, String said) throws IOException {
    Files.write(file("vocab.txt"), VocabularyFolder.SPECIAL);
    Files.writeString(file("tokenizer_config.json"), config, StandardCharsets.UTF_8);

    refused("tokenizer_config.json: at byte %d: %s".formatted(at, said));
  }

  private Path file(String name) {
    return folder.resolve(name);
  }

  private void lines(String... lines) throws IOException {
    Files.write(file("vocab.txt"), List.of(lines));
  }

  private void refused(String message) {
    assertThatThrownBy(() -> TokenizerFolder.open(folder))
        .isInstanceOf(FormatException.class)
        .hasMessage("wordpiece: " + message);
  }
}
