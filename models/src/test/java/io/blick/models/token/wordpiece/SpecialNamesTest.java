package io.blick.models.token.wordpiece;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blick.models.format.FormatException;
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

/** Names and rows of special pieces: what is expected is what transformers 5.24 makes of them. */
class SpecialNamesTest {
  @TempDir
  private Path folder;

  @BeforeEach
  void a_vocabulary_in_lines() throws IOException {
    Files.write(file("vocab.txt"), VocabularyFolder.pieces("a b ##a ##b A B ä Ä <s>"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'mask_token': null} | {}",
        "{'mask_token': '[MASK]'} | {'mask_token': null}",
      })
  void a_mask_that_is_null_is_none(String config, String map) throws IOException {
    put("tokenizer_config.json", config);
    put("special_tokens_map.json", map);

    Tokenizer tokenizer = TokenizerFolder.open(folder);

    assertThat(tokenizer.mask()).isEmpty();
    assertThat(tokenizer.encode("[MASK]").pieces()).noneMatch(piece -> piece.id() == 4);
  }

  @Test
  void a_padding_that_is_null_is_none() throws IOException {
    put("tokenizer_config.json", "{'pad_token': null}");

    Tokenizer tokenizer = TokenizerFolder.open(folder);

    assertThat(tokenizer.padding()).isEmpty();
    assertThat(tokenizer.encode("[PAD]").pieces()).noneMatch(piece -> piece.id() == 0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PreTrainedTokenizerFast | , 'pad_token': '<p>', 'mask_token': '<m>' | 4",
        "TokenizersBackend | , 'pad_token': '<p>', 'mask_token': {'content': '<m>'} | 4",
        "PreTrainedTokenizerFast | , 'mask_token': null | -1",
        "PreTrainedTokenizerFast | '' | -1"
      })
  void a_class_of_no_model_may_have_other_names(String name, String keys, int mask)
      throws IOException {
    Path json = TokenizerJsonFile.write(folder, VocabularyFolder.pieces("a"), true);
    String text = Files.readString(json);
    List<String> names = List.of("<p>", "<u>", "<s>", "</s>", "<m>");
    for (int i = 0; i < names.size(); i++) {
      text = text.replace(VocabularyFolder.SPECIAL.get(i), names.get(i));
    }
    Files.writeString(json, text);
    put("tokenizer_config.json", "{'tokenizer_class': '%s'%s}".formatted(name, keys));

    Tokenizer tokenizer = TokenizerFolder.open(folder);

    assertThat(VocabularyFolder.shown(tokenizer.encode("a<m>é")))
        .containsExactly(
            "<s> word 0", "a 0-1 word 1", "<m> 1-4 word 2", "<u> 4-5 word 3", "</s> word 4");
    assertThat(tokenizer.mask().orElse(-1)).isEqualTo(mask);
  }

  @Test
  void a_name_without_a_row_has_the_next_by_count_where_there_are_gaps() throws IOException {
    put("tokenizer_config.json", "{'extra_special_tokens': ['<x>', '<y>']}");

    Tokenizer tokenizer = new VocabularyFolder(folder).json("a b", "\"b\":6", "\"b\":100");

    assertThat(tokenizer.encode("<x><y>").pieces())
        .extracting(Piece::id)
        .containsExactly(2, 7, 8, 3);
  }

  @Test
  void a_name_without_a_row_has_the_next_by_count_where_lines_are_alike() throws IOException {
    put("tokenizer_config.json", "{'extra_special_tokens': ['<x>']}");

    Tokenizer tokenizer = new VocabularyFolder(folder).plain("a b b b");

    assertThat(tokenizer.encode("<x>b").pieces()).extracting(Piece::id).containsExactly(2, 7, 8, 3);
  }

  @Test
  void a_next_row_that_is_taken() throws IOException {
    put("tokenizer_config.json", "{'extra_special_tokens': ['<x>']}");

    assertThatThrownBy(() -> new VocabularyFolder(folder).json("a b", "\"b\":6", "\"b\":7"))
        .isInstanceOf(FormatException.class)
        .hasMessage("wordpiece: tokenizer_config.json: at byte 0: \"<x>\" must have a row that is"
            + " free; got 7, the next by count, which \"b\" has");
  }

  @ParameterizedTest
  @CsvSource({"BertTokenizer", "PreTrainedTokenizerFast"})
  void a_padding_of_tokenizer_json_that_is_no_piece_does_not_count(String name) throws IOException {
    put("tokenizer_config.json", "{'tokenizer_class': '%s'}".formatted(name));

    Tokenizer tokenizer = new VocabularyFolder(folder)
        .json("a", "\"padding\":null", "\"padding\":{\"pad_token\":\"<pad>\"}");

    assertThat(tokenizer.padding()).contains(0);
  }

  private Path file(String name) {
    return folder.resolve(name);
  }

  private void put(String name, String json) throws IOException {
    Files.writeString(file(name), json.replace('\'', '"'));
  }
}
