package io.blick.models.token.wordpiece;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.blick.models.format.FormatException;
import io.blick.models.token.folder.TokenizerFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A tokenizer.json of another kind, damaged or hostile: each is refused by what is wrong. */
class TokenizerJsonTest {
  @TempDir
  private Path folder;

  static Stream<Arguments> rules() {
    return Stream.of(
        arguments(
            "\"type\":\"WordPiece\",\"unk",
            "\"type\":\"BPE\",\"unk",
            "model.type must be WordPiece; got \"BPE\""),
        arguments(
            "\"continuing_subword_prefix\":\"##\"",
            "\"continuing_subword_prefix\":\"@@\"",
            "model.continuing_subword_prefix must be ##; got \"@@\""),
        arguments(
            "\"max_input_chars_per_word\":100",
            "\"max_input_chars_per_word\":1001",
            "model.max_input_chars_per_word must be a number from 1 to 1000; got \"1001\""),
        arguments(
            "\"type\":\"BertPreTokenizer\"",
            "\"type\":\"Whitespace\"",
            "pre_tokenizer.type must be BertPreTokenizer; got \"Whitespace\""),
        arguments(
            "\"type\":\"BertNormalizer\"",
            "\"type\":\"NFC\"",
            "normalizer.type must be BertNormalizer; got \"NFC\""),
        arguments(
            "\"clean_text\":true",
            "\"clean_text\":1",
            "normalizer.clean_text must be true or false; got \"1\""),
        arguments(
            "\"type\":\"TemplateProcessing\"",
            "\"type\":\"ByteLevel\"",
            "post_processor.type must be TemplateProcessing; got \"ByteLevel\""),
        arguments(
            "{\"id\":\"B\",\"type_id\":1}",
            "{\"id\":\"B\",\"type_id\":0}",
            "post_processor.pair must be BERT's, [CLS]:0 A:0 [SEP]:0 B:1 [SEP]:1; got"
                + " \"[CLS]:0 A:0 [SEP]:0 B:0 [SEP]:1\""),
        arguments(
            "\"single\":[{\"SpecialToken\":{\"id\":\"[CLS]\",\"type_id\":0}},",
            "\"single\":[",
            "post_processor.single must be BERT's, [CLS]:0 A:0 [SEP]:0; got \"A:0 [SEP]:0\""));
  }

  static Stream<Arguments> pieces() {
    return Stream.of(
        arguments(
            "\"added_tokens\":[",
            "\"added_tokens\":3,\"other\":[",
            "added_tokens must be an array; got \"3\""),
        arguments(
            "\"added_tokens\":[",
            "\"added_tokens\":[7,",
            "added_tokens must be an object; got \"7\""),
        arguments(
            "\"content\":\"[MASK]\"",
            "\"content\":\"\"",
            "added_tokens.content must be a string that is not empty; got \"\""),
        arguments(
            "\"normalized\":false",
            "\"normalized\":3",
            "added_tokens.normalized must be true or false; got \"3\""),
        arguments(
            "\"a\":5",
            "\"a\":2147483647",
            "the ids of 7 pieces must be from 0 to 2147483646, each once; got 2147483647 for"
                + " \"a\""),
        arguments(
            "\"a\":5",
            "\"a\":6",
            "the ids of 7 pieces must be from 0 to 2147483646, each once; got 6 for \"b\""),
        arguments(
            "\"a\":5",
            "\"a\":-1",
            "the ids of 7 pieces must be from 0 to 2147483646, each once; got -1 for \"a\""),
        arguments(
            "\"ids\":[2]",
            "\"ids\":[5]",
            "post_processor.special_tokens.[CLS] must be its row in the vocabulary, 2; got \"5\""),
        arguments(
            "\"a\":5",
            "\"\\ud83d\":5",
            "pieces must be Unicode; got a lone surrogate in that of id 5"),
        arguments(
            "\"unk_token\":\"[UNK]\"",
            "\"unk_token\":\"<unk>\"",
            "the vocabulary must hold the piece \"<unk>\"; got 7 pieces without it; fetch the file"
                + " again"));
  }

  @ParameterizedTest
  @MethodSource({"rules", "pieces"})
  void a_file_of_another_kind(String replaced, String replacement, String said) {
    assertThatThrownBy(() -> new VocabularyFolder(folder).json("a b", replaced, replacement))
        .isInstanceOf(FormatException.class)
        .hasMessage("wordpiece: tokenizer.json: at byte 0: " + said);
  }

  @Test
  void an_id_that_is_no_number() {
    assertThatThrownBy(() -> new VocabularyFolder(folder).json("é b", "\"b\":6", "\"b\":\"6\""))
        .isInstanceOf(FormatException.class)
        .hasMessageMatching("wordpiece: tokenizer\\.json: at byte \\d+: the id of \"b\" must be a"
            + " whole number below 2\\^63; got other text");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[] | 0 | the file, its model and its vocab must be JSON objects; got other text",
        "{\"model\":{\"vocab\":[]}} | 18 | the file, its model and its vocab must be JSON objects;"
            + " got other text",
        "{\"é\":{}} 1 | 10 | the file, its model and its vocab must be JSON objects;"
            + " got other text",
        "{\"é\": | 6 | the file must be whole JSON, each key once; got other text; fetch it"
            + " again",
        "{\"model\":{\"vocab\":{\"a\":9223372036854775808}}} | 23 | the id of \"a\" must be a whole"
            + " number below 2^63; got other text",
        "{\"model\":{\"vocab\":{\"a\":0,\"a\":1}}} | 28 | the file must be whole JSON, each"
            + " key once; got other text; fetch it again",
        "{} | 0 | model.type must be WordPiece; got nothing"
      })
  void a_file_that_is_not_whole(String text, int at, String said) throws IOException {
    Files.writeString(folder.resolve("tokenizer.json"), text);

    refused(at, said);
  }

  @Test
  void a_file_that_is_too_deep() throws IOException {
    Files.writeString(folder.resolve("tokenizer.json"), "{\n\"a\":" + "[".repeat(5_000));

    assertThatThrownBy(() -> TokenizerFolder.open(folder))
        .isInstanceOf(FormatException.class)
        .hasMessageEndingWith("the file must be JSON nested at most 1000 deep; got more in line 2");
  }

  private void refused(int at, String said) {
    assertThatThrownBy(() -> TokenizerFolder.open(folder))
        .isInstanceOf(FormatException.class)
        .hasMessage("wordpiece: tokenizer.json: at byte %d: %s".formatted(at, said));
  }
}
