package io.blick.models.token.gguf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.blick.models.format.FormatException;
import io.blick.models.token.Piece;
import io.blick.models.token.Tokenizer;
import io.blick.models.token.bpe.ByteLevelFolder;
import io.blick.models.token.folder.TokenizerFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A byte-level tokenizer of a GGUF file is that of the tokenizer.json with the same pieces. */
class GgufBytePairsTest {
  private static final String KNOWN = "gpt-2, phi-2, mpt, olmo, codeshell, refact, smollm, "
      + "starcoder, command-r, llama-bpe, llama-v3, llama3, deepseek-r1-qwen, qwen2";

  @TempDir
  private Path folder;

  @ParameterizedTest
  @CsvSource({"gpt2, gpt-2", "llama3, llama-bpe", "qwen2, qwen2", "smollm, smollm"})
  void pieces_and_text_are_those_of_the_folder(String variant, String pre) throws IOException {
    ObjectNode json = ByteLevelFolder.json(variant);
    JsonNode end = json.path("added_tokens").path(0).deepCopy();
    ((ArrayNode) json.path("added_tokens")).removeAll().add(end);
    json.putNull("post_processor");
    new ByteLevelFolder(folder).write(json);
    Tokenizer expected = TokenizerFolder.open(folder);

    Tokenizer tokenizer = file().text("pre", pre).flag("add_bos_token", false).open(folder);

    assertThat(tokenizer.size()).isEqualTo(expected.size());
    for (String text : ByteLevelFolder.texts()) {
      List<Integer> ids =
          tokenizer.encode(text).pieces().stream().map(Piece::id).toList();
      assertThat(tokenizer.encode(text)).isEqualTo(expected.encode(text));
      assertThat(tokenizer.text(ids)).isEqualTo(expected.text(ids));
    }
  }

  @Test
  void pieces_that_begin_and_end_a_text_are_those_of_the_file() throws IOException {
    GgufKeysFile file = file();
    int end = tokens().size() - 1;

    Tokenizer alone = file.open(folder);
    Tokenizer around = file.flag("add_bos_token", true)
        .flag("add_eos_token", true)
        .whole("bos_token_id", 3)
        .open(folder);

    assertThat(alone.beginning()).isEmpty();
    assertThat(alone.end()).contains(end);
    assertThat(alone.isSpecial(end)).isTrue();
    assertThat(rows(alone, "a")).doesNotContain(end);
    assertThat(around.beginning()).contains(3);
    assertThat(rows(around, "")).containsExactly(3, end);
    assertThat(around.encode("", "").pieces().stream().map(p -> p.id() + " of " + p.segment()))
        .containsExactly("3 of 1", end + " of 1", "3 of 2", end + " of 2");
  }

  @Test
  void the_piece_that_begins_a_text_is_added_for_llama_3_where_no_key_says_it() throws IOException {
    Tokenizer tokenizer = file().text("pre", "llama3").whole("bos_token_id", 3).open(folder);

    assertThat(rows(tokenizer, "")).containsExactly(3);
  }

  @Test
  void what_users_define_is_found_as_typed_and_is_text() throws IOException {
    List<Integer> kinds = new ArrayList<>(Collections.nCopies(tokens().size(), 1));
    kinds.set(kinds.size() - 1, 4);

    Tokenizer tokenizer = file().wholes("token_type", kinds).open(folder);

    assertThat(tokenizer.encode("x<|end|>").words()).extracting("text").contains("<|end|>");
    assertThat(tokenizer.isSpecial(kinds.size() - 1)).isFalse();
  }

  @Test
  void a_blank_is_put_before_a_text_where_the_file_asks_for_it() throws IOException {
    Tokenizer tokenizer = file().flag("add_space_prefix", true).open(folder);

    assertThat(tokenizer.encode("a").pieces().getFirst().text()).startsWith("Ġ");
  }

  @Test
  void a_byte_without_a_piece_is_left_out() throws IOException {
    List<String> tokens = new ArrayList<>(tokens());
    tokens.replaceAll(token -> token.equals("~") ? "" : token);

    Tokenizer tokenizer =
        file().texts("tokens", tokens).whole("unknown_token_id", 3).open(folder);

    assertThat(tokenizer.unknown()).contains(3);
    assertThat(rows(tokenizer, "x~x")).isEqualTo(rows(tokenizer, "xx"));
    assertThat(tokenizer.text(rows(tokenizer, "x~x"))).isEqualTo("xx");
  }

  @Test
  void keys_that_nobody_knows_are_named() throws IOException {
    Tokenizer tokenizer = file().flag("add_wings", true).open(folder);

    assertThat(tokenizer.notes())
        .containsExactly("tokenizer.ggml.add_wings is not known, and was passed over");
  }

  @Test
  void what_is_damaged_or_not_done_is_refused_by_name() throws IOException {
    List<String> tokens = tokens();
    int size = tokens.size();
    String row = "a row of one of the %d tokens; got \"%d\"".formatted(size, size);
    List<String> twice = new ArrayList<>(tokens);
    twice.set(7, twice.get(5));

    refuses(file().text("model", "bert"), "model must be gpt2, llama or t5; got \"bert\"");
    refuses(file().text("pre", "new"), "pre must be one of " + KNOWN + "; got \"new\"");
    refuses(
        file().without("pre"), "pre must say how words are cut, one of " + KNOWN + "; got none");
    refuses(
        file().flag("add_sep_token", true), "add_sep_token must be false or absent; got \"true\"");
    refuses(file().whole("eos_token_id", size), "eos_token_id must be " + row);
    refuses(
        file().flag("add_bos_token", true),
        "bos_token_id must be there, since its piece is added to texts; got none");
    refuses(
        file().wholes("token_type", List.of(1)),
        "token_type must have a value for each of the %d tokens; got 1".formatted(size));
    refuses(
        file().wholes("token_type", Collections.nCopies(size, 7)),
        "token_type must be of numbers from 1 to 6; got 7 for \"%s\"".formatted(tokens.getFirst()));
    refuses(
        file().texts("tokens", twice),
        "tokens must be different; got \"%s\" in rows 5 and 7".formatted(twice.get(5)));
    refuses(
        file().texts("merges", List.of("a b c")),
        "merges must be two pieces with a blank between them; got \"a b c\"");
    refuses(
        file().texts("merges", List.of("a #")),
        "merges must be of pieces of the vocabulary; got \"a#\" in merge 0, which is none");
  }

  private void refuses(GgufKeysFile file, String message) {
    assertThatExceptionOfType(FormatException.class)
        .isThrownBy(() -> file.open(folder))
        .withMessage("gguf: pieces.gguf: at byte 0: tokenizer.ggml." + message);
  }

  private static List<Integer> rows(Tokenizer tokenizer, String text) {
    return tokenizer.encode(text).pieces().stream().map(Piece::id).toList();
  }

  private static List<String> tokens() throws IOException {
    List<String> tokens = new ArrayList<>();
    ByteLevelFolder.resource("model.json").path("vocab").properties().stream()
        .sorted((a, b) -> Integer.compare(a.getValue().intValue(), b.getValue().intValue()))
        .forEach(entry -> tokens.add(entry.getKey()));
    tokens.add("<|end|>");
    return tokens;
  }

  private static GgufKeysFile file() throws IOException {
    List<String> tokens = tokens();
    List<Integer> kinds = new ArrayList<>(Collections.nCopies(tokens.size(), 1));
    kinds.set(kinds.size() - 1, 3);
    List<String> merges = StreamSupport.stream(
            ByteLevelFolder.resource("model.json").path("merges").spliterator(), false)
        .map(merge -> merge.path(0).textValue() + " " + merge.path(1).textValue())
        .toList();
    return new GgufKeysFile()
        .text("model", "gpt2")
        .text("pre", "gpt-2")
        .texts("tokens", tokens)
        .wholes("token_type", kinds)
        .texts("merges", merges)
        .whole("eos_token_id", tokens.size() - 1);
  }
}
