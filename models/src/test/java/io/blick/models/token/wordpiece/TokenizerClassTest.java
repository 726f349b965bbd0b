package io.blick.models.token.wordpiece;

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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the class of the tokenizer says of pairs of texts, where other files do not. */
class TokenizerClassTest {
  @TempDir
  private Path folder;

  @BeforeEach
  void a_vocabulary_in_lines() throws IOException {
    Files.write(file("vocab.txt"), VocabularyFolder.pieces("a b"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | true",
        "{'tokenizer_class': 'BertTokenizer'} | true",
        "{'tokenizer_class': 'ElectraTokenizerFast'} | true",
        "{'tokenizer_class': 'PreTrainedTokenizerFast'} | true",
        "{'tokenizer_class': 'TokenizersBackend'} | false",
        "{'tokenizer_class': 'DistilBertTokenizerFast'} | false",
        "{'tokenizer_class': 'RetriBertTokenizer'} | false",
        "{'tokenizer_class': 'MPNetTokenizer', 'cls_token': '[CLS]', 'sep_token': '[SEP]',"
            + " 'pad_token': '[PAD]'} | false",
        "{'tokenizer_class': 'TokenizersBackend', 'model_input_names': ['input_ids',"
            + " 'token_type_ids']} | true",
        "{'tokenizer_class': 'MPNetTokenizerFast', 'cls_token': '[CLS]', 'sep_token': '[SEP]',"
            + " 'pad_token': '[PAD]', 'model_input_names': ['token_type_ids']} | true",
        "{'model_input_names': ['input_ids', 'attention_mask']} | false",
        "{'model_input_names': []} | false"
      })
  void the_model_is_told_segments_where_the_class_or_a_file_says_it(String config, boolean told)
      throws IOException {
    put("tokenizer_config.json", config);
    Tokenizer tokenizer = TokenizerFolder.open(folder);

    assertThat(tokenizer.tellsSegments()).isEqualTo(told);
    assertThat(tokenizer.encode("a", "b").pieces())
        .extracting(Piece::segment)
        .startsWith(1, 1)
        .endsWith(2, 2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bert | {'tokenizer_class': 'DistilBertTokenizer', 'model_input_names':"
            + " ['input_ids', 'token_type_ids']}",
        "distilbert | {'tokenizer_class': 'DistilBertTokenizer'}",
        "distilbert | {'model_input_names': ['input_ids', 'attention_mask']}",
        "mpnet | {'tokenizer_class': 'BertTokenizer', 'model_input_names': ['input_ids']}"
      })
  void a_pair_is_cut_alike_whether_or_not_segments_are_told(String type, String config)
      throws IOException {
    put("config.json", "{'model_type': '%s'}".formatted(type));
    put("tokenizer_config.json", config);

    assertThat(VocabularyFolder.shown(TokenizerFolder.open(folder).encode("a", "b")))
        .containsExactly(
            "[CLS] word 0", "a 0-1 word 1", "[SEP] word 2", "b 0-1 word 3", "[SEP] word 4");
  }

  @Test
  void around_texts_stands_what_the_class_has_there() throws IOException {
    put("tokenizer_config.json", "{'tokenizer_class': 'MPNetTokenizer'}");
    TokenizerJsonFile.write(folder, VocabularyFolder.pieces("a"), true);

    refused("tokenizer.json: at byte 0: post_processor must be MPNet's, as the class of the"
        + " tokenizer says; got BERT's");
  }

  @Test
  void two_closing_pieces_stand_between_the_texts_of_a_pair() throws IOException {
    put("config.json", "{'model_type': 'mpnet'}");
    Files.writeString(file("vocab.txt"), "<s>\n<pad>\n</s>\n[UNK]\na\nb\n<mask>\n");

    Encoding encoding = TokenizerFolder.open(folder).encode("a", "b <mask>");

    assertThat(VocabularyFolder.shown(encoding))
        .containsExactly(
            "<s> word 0",
            "a 0-1 word 1",
            "</s> word 2",
            "</s> word 3",
            "b 0-1 word 4",
            "<mask> 2-8 word 5",
            "</s> word 6");
    assertThat(encoding.pieces().stream().map(Piece::segment)).containsExactly(1, 1, 1, 1, 2, 2, 2);
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
