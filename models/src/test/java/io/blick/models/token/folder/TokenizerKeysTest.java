package io.blick.models.token.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.blick.models.format.FormatException;
import io.blick.models.token.Encoding;
import io.blick.models.token.Tokenizer;
import io.blick.models.token.wordpiece.VocabularyFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every key that Hugging Face's tokenizers of BERT know is followed, refused or harmless. */
class TokenizerKeysTest {
  private static final String PIECES = "a ##a b A ä";
  private static final String TEXT = "A aa [MASK] ä zz 中中";

  @TempDir
  private Path folder;

  static Stream<String> known() throws IOException {
    return Files.readAllLines(Path.of("src", "test", "resources", "tokenizer-keys", "keys.txt"))
        .stream();
  }

  static Stream<String> harmless() {
    return TokenizerKeys.HARMLESS.stream().sorted();
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        arguments("add_special_tokens", "false", "true or absent; got \"false\""),
        arguments("clean_text", "false", "true or absent; got \"false\""),
        arguments("do_basic_tokenize", "false", "true or absent; got \"false\""),
        arguments("split_special_tokens", "true", "false or absent; got \"true\""),
        arguments("wordpieces_prefix", "\"@@\"", "## or absent; got \"@@\""),
        arguments("fast_tokenizer_files", "[\"x\"]", "empty or absent; got array"),
        arguments("gguf_file", "\"x\"", "empty or absent; got \"x\""),
        arguments("init_inputs", "[7]", "empty or absent; got array"),
        arguments("never_split", "[\"aa\"]", "empty or absent; got array"),
        arguments("vocab", "{\"a\": 0}", "empty or absent; got object"));
  }

  @Test
  void the_page_on_files_names_every_key_that_is_refused_or_harmless() throws IOException {
    String page = Files.readString(Path.of("..", "docs", "files.md"));

    assertThat(Stream.of(TokenizerKeys.FIXED.keySet(), TokenizerKeys.EMPTY, TokenizerKeys.HARMLESS)
            .flatMap(Set::stream))
        .allSatisfy(key -> assertThat(page).contains("`%s`".formatted(key)));
  }

  @ParameterizedTest
  @MethodSource("known")
  void every_known_key_is_in_one_of_the_lists(String key) {
    List<Set<String>> lists = List.of(
        TokenizerKeys.USED,
        TokenizerKeys.FIXED.keySet(),
        TokenizerKeys.EMPTY,
        TokenizerKeys.HARMLESS);

    assertThat(lists.stream().filter(list -> list.contains(key))).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("refused")
  void a_value_that_would_change_the_pieces_is_refused(String key, String value, String said) {
    assertThatThrownBy(() -> open("{\"%s\": %s}".formatted(key, value)))
        .isInstanceOf(FormatException.class)
        .hasMessage(
            "wordpiece: tokenizer_config.json: at byte 0: %s must be %s".formatted(key, said));
  }

  @Test
  void every_key_that_may_be_refused_is_tried() {
    assertThat(refused().map(arguments -> arguments.get()[0]))
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(TokenizerKeys.FIXED.keySet().stream(), TokenizerKeys.EMPTY.stream())
                .toList());
  }

  @ParameterizedTest
  @MethodSource("harmless")
  void a_harmless_key_changes_no_piece(String key) throws IOException {
    Encoding without = open("{}").encode(TEXT);

    for (String value : List.of("true", "3", "\"left\"", "[\"aa\"]", "{\"aa\": \"zz\"}", "null")) {
      assertThat(open("{\"%s\": %s}".formatted(key, value)).encode(TEXT)).isEqualTo(without);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"do_basic_tokenize\": true, \"never_split\": null, \"wordpieces_prefix\": \"##\"}",
        "{\"split_special_tokens\": false, \"init_inputs\": [], \"vocab\": null}",
        "{\"somebody's own key\": {\"of\": \"any kind\"}}"
      })
  void usual_values_and_a_key_of_somebody_s_own_open(String config) throws IOException {
    assertThat(open(config).encode(TEXT)).isEqualTo(open("{}").encode(TEXT));
  }

  @ParameterizedTest
  @CsvSource({"BertJapaneseTokenizer", "RobertaTokenizerFast", "BertweetTokenizer", "Fast"})
  void a_tokenizer_of_another_class_is_refused(String name) {
    assertThatThrownBy(() -> open("{\"tokenizer_class\": \"%s\"}".formatted(name)))
        .isInstanceOf(FormatException.class)
        .hasMessage("wordpiece: tokenizer_config.json: at byte 0: tokenizer_class must be"
            + " BertTokenizer, MPNetTokenizer, PreTrainedTokenizerFast or one that cuts as these;"
            + " got \"%s\"".formatted(name));
  }

  private Tokenizer open(String config) throws IOException {
    return new VocabularyFolder(folder).configured(config, PIECES);
  }
}
