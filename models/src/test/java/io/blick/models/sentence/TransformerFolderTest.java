package io.blick.models.sentence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blick.core.nn.Ops;
import io.blick.core.nn.ReferenceOps;
import io.blick.models.Models;
import io.blick.models.bert.TinyBert;
import io.blick.models.format.FormatException;
import io.blick.models.text.Batch;
import io.blick.models.text.TextHead;
import io.blick.models.text.TextModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A folder of sentence-transformers may have its transformer in a folder of its own. */
class TransformerFolderTest {
  private static final String MODULES = """
      [{'path': '0_Transformer', 'type': 'sentence_transformers.models.Transformer'},
       {'path': '1_Pooling', 'type': 'sentence_transformers.models.Pooling'}]
      """;

  @TempDir
  private Path folder;

  private void write(Path whole, Path transformer, String modules) throws IOException {
    Files.createDirectories(transformer);
    new TinyBert().write(transformer);
    var files = new SentenceFiles(whole);
    files.write("modules.json", modules);
    files.write("1_Pooling/config.json", "{'pooling_mode': 'mean'}");
    new SentenceFiles(transformer).write("sentence_bert_config.json", "{'max_seq_length': 7}");
  }

  private static double[] vector(Path whole) {
    try (TextModel model = Models.open(whole);
        Ops ops = new ReferenceOps()) {
      assertThat(model.notes()).isEmpty();
      assertThat(model.name()).isEqualTo(whole.getFileName().toString());
      Batch batch = Batch.of(List.of(model.tokenizer().encode("t h e q v")));
      return model
          .head(TextHead.SentenceHead.class)
          .orElseThrow()
          .embed(ops, model.forward(ops, batch).getLast(), batch)
          .toDoubles();
    }
  }

  @Test
  void config_weights_and_tokenizer_are_found_there() throws IOException {
    Path apart = folder.resolve("apart");
    Path together = folder.resolve("together");
    write(apart, apart.resolve("0_Transformer"), MODULES);
    write(together, together, MODULES.replace("0_Transformer", ""));

    assertThat(SentenceFolder.transformer(apart)).isEqualTo(apart.resolve("0_Transformer"));
    assertThat(SentenceFolder.transformer(together)).isEqualTo(together);
    assertThat(vector(apart)).isEqualTo(vector(together));
  }

  @Test
  void the_longest_text_is_that_of_its_folder() throws IOException {
    write(folder, folder.resolve("0_Transformer"), MODULES);
    new SentenceFiles(folder).write("sentence_bert_config.json", "{'max_seq_length': 5}");

    try (TextModel model = Models.open(folder)) {
      var head = model.head(TextHead.SentenceHead.class).orElseThrow();

      assertThat(head.fits(Batch.of(List.of(model.tokenizer().encode("t h e q v")))))
          .isTrue();
      assertThat(head.fits(Batch.of(List.of(model.tokenizer().encode("t h e q v a")))))
          .isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"../x", "/x", "a/../../x"})
  void a_path_out_of_the_folder_is_refused(String path) throws IOException {
    write(folder, folder.resolve("0_Transformer"), MODULES.replace("0_Transformer", path));

    assertThatThrownBy(() -> Models.open(folder))
        .isInstanceOf(FormatException.class)
        .hasMessage("models: modules.json: at byte 0: the path of the first module must be in the"
            + " folder; got \"%s\"".formatted(path));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "[{'path': '1_Pooling', 'type': 'sentence_transformers.models.Pooling'}]",
        "[{'path': '0_Transformer', 'type': 'custom_st.Transformer'}]"
      })
  void without_one_the_folder_itself_counts(String modules) throws IOException {
    write(folder, folder.resolve("0_Transformer"), modules);

    assertThatThrownBy(() -> Models.open(folder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("models: a model's folder must hold config.json; got ")
        .hasMessageContaining(folder.toString());
  }
}
