package io.blick.models.sentence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blick.models.Models;
import io.blick.models.bert.TinyBert;
import io.blick.models.text.SentencePrompts;
import io.blick.models.text.SentencePrompts.PromptPieces;
import io.blick.models.text.TextHead;
import io.blick.models.text.TextModel;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The prompts that a folder has, and whether their pieces count in the pooling. */
class SentencePromptsTest {
  @TempDir
  private Path folder;

  private SentenceFiles files = new SentenceFiles(Path.of(""));

  @BeforeEach
  void write() throws IOException {
    new TinyBert().write(folder);
    files = new SentenceFiles(folder);
    files.pooling("{}");
  }

  private SentencePrompts prompts(String general) throws IOException {
    files.write("config_sentence_transformers.json", general);
    SentenceFolder read = SentenceFolder.read(folder, TinyBert.WIDTH, true);
    assertThat(read.note()).isEmpty();
    assertThat(read).isInstanceOf(SentenceFolder.Vector.class);
    return ((SentenceFolder.Vector) read).prompts();
  }

  @Test
  void a_reranker_has_no_vector_and_no_note() throws IOException {
    files.write("config_sentence_transformers.json", "{'model_type': 'CrossEncoder'}");
    try (TextModel model = Models.open(folder)) {
      assertThat(model.notes()).isEmpty();
      assertThat(model.head(TextHead.SentenceHead.class)).isEmpty();
    }
  }

  @Test
  void prompts_stand_in_the_order_of_the_file() throws IOException {
    SentencePrompts prompts =
        prompts("{'prompts': {'s2p': 'q: ', 'query': 'a ', 'b': null, 'a': ''}}");

    assertThat(prompts.texts().keySet()).containsExactly("s2p", "query", "b", "a");
    assertThat(prompts.texts().values()).containsExactly("q: ", "a ", "", "");
    assertThat(prompts.text("s2p")).isEqualTo("q: ");
    assertThat(prompts.byDefault()).isEmpty();
    assertThat(prompts.byDefaultText()).isEmpty();
    assertThat(prompts.pieces()).isEqualTo(PromptPieces.POOLED);
  }

  @Test
  void one_may_stand_before_every_text() throws IOException {
    SentencePrompts prompts =
        prompts("{'prompts': {'query': 'q: ', 'document': ''}, 'default_prompt_name': 'query'}");

    assertThat(prompts.byDefault()).contains("query");
    assertThat(prompts.byDefaultText()).isEqualTo("q: ");
    try (TextModel model = Models.open(folder)) {
      assertThat(model.head(TextHead.SentenceHead.class)).isPresent();
      assertThat(model.notes()).isEmpty();
    }
  }

  @Test
  void query_and_document_are_prompts_of_nothing_where_a_folder_has_none() throws IOException {
    SentencePrompts prompts = prompts("{'prompts': {}, 'default_prompt_name': 'document'}");

    assertThat(prompts.byDefault()).isEmpty();
    assertThat(prompts.byDefaultText()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'include_prompt': true} | POOLED",
        "{'include_prompt': null} | POOLED",
        "{'pooling_mode_cls_token': true} | POOLED",
        "{'include_prompt': false} | LEFT_OUT"
      })
  void the_pooling_says_whether_their_pieces_count(String pooling, PromptPieces pieces)
      throws IOException {
    files.pooling(pooling);

    assertThat(prompts("{'prompts': {'query': 'q: '}}").pieces()).isEqualTo(pieces);
  }

  @Test
  void a_prompt_that_is_not_there_is_an_error() throws IOException {
    SentencePrompts some = prompts("{'prompts': {'query': 'q: ', 'passage': ''}}");
    SentencePrompts none = prompts("{}");

    assertThatThrownBy(() -> some.text("Query"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("prompt: it must be one of query, passage; got \"Query\"");
    assertThatThrownBy(() -> none.text("query"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("prompt: it must be left out, since the folder has none; got \"query\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'prompts': ['q: ']} | prompts must be an object; got [\"q: \"]",
        "{'prompts': {'query': 3}} | query must be a text; got 3",
        "{'default_prompt_name': 3} | default_prompt_name must be a text; got 3"
      })
  void prompts_that_are_no_texts_are_errors(String general, String said) {
    assertThatThrownBy(() -> prompts(general))
        .hasMessage("config: config_sentence_transformers.json: at byte 0: " + said);
  }
}
