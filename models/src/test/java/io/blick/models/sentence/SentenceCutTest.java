package io.blick.models.sentence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blick.core.nn.Ops;
import io.blick.core.nn.ReferenceOps;
import io.blick.core.tensor.Tensor;
import io.blick.models.Models;
import io.blick.models.bert.TinyBert;
import io.blick.models.text.Batch;
import io.blick.models.text.TextHead;
import io.blick.models.text.TextModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A folder may keep the first numbers of each vector alone. */
class SentenceCutTest {
  @TempDir
  private Path folder;

  private double[][] embedded(String config) throws IOException {
    new TinyBert().embedding().write(folder);
    new SentenceFiles(folder).write("config_sentence_transformers.json", config);
    try (TextModel model = Models.open(folder);
        Ops ops = new ReferenceOps()) {
      Batch batch = Batch.of(
          List.of(model.tokenizer().encode("q ba x"), model.tokenizer().encode("t h e q v")));
      Tensor last = model.forward(ops, batch).getLast();
      Tensor x = model.head(TextHead.SentenceHead.class).orElseThrow().embed(ops, last, batch);
      assertThat(model.notes()).isEmpty();
      return new double[][] {x.at(0).toDoubles(), x.at(1).toDoubles()};
    }
  }

  @Test
  void it_is_cut_after_all_modules_and_not_brought_to_length_1_again() throws IOException {
    double[][] whole = embedded("{'truncate_dim': null}");

    double[][] cut = embedded("{'truncate_dim': 7}");

    assertThat(whole[0]).hasSize(TinyBert.WIDTH);
    assertThat(cut[0]).isEqualTo(Arrays.copyOf(whole[0], 7));
    assertThat(cut[1]).isEqualTo(Arrays.copyOf(whole[1], 7));
  }

  @Test
  void a_vector_that_is_shorter_stays_whole() throws IOException {
    double[][] whole = embedded("{}");

    assertThat(embedded("{'truncate_dim': 17}")).isDeepEqualTo(whole);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-3", "7.0", "'7'"})
  void what_is_no_number_of_numbers_is_refused(String value) {
    assertThatThrownBy(() -> embedded("{'truncate_dim': %s}".formatted(value)))
        .hasMessage("config: config_sentence_transformers.json: at byte 0: truncate_dim must be a"
            + " whole number from 1 to 2147483647; got " + value.replace('\'', '"'));
  }
}
