package io.blick.models.bert;

import static org.assertj.core.api.Assertions.assertThat;

import io.blick.core.nn.EagerOps;
import io.blick.core.nn.Ops;
import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.Tensor;
import io.blick.models.Models;
import io.blick.models.text.Batch;
import io.blick.models.text.TextModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A pair whose tokenizer tells no segments, as transformers has it: all its pieces are of the first
 * segment. So are those of a model whose rows for the two segments are equal.
 */
class OneSegmentTest {
  private static final String TABLE = "bert.embeddings.token_type_embeddings.weight";

  @TempDir
  private Path folder;

  private final TinyBert tiny = new TinyBert();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'tokenizer_class': 'TokenizersBackend'",
        "'tokenizer_class': 'DistilBertTokenizer'",
        "'model_input_names': ['input_ids', 'attention_mask']"
      })
  void both_texts_of_a_pair_are_of_the_first(String config) throws IOException {
    List<float[]> told = hidden("'tokenizer_class': 'BertTokenizer'");
    List<float[]> got = hidden(config);
    Tensor rows = tiny.tensor(TABLE);
    float[] first = rows.slice(0, 1).toFloats();
    float[] twice = new float[2 * first.length];
    System.arraycopy(first, 0, twice, 0, first.length);
    System.arraycopy(first, 0, twice, first.length, first.length);
    tiny.tensors().put(TABLE, Tensor.of(twice, 2, first.length));

    assertThat(got).usingRecursiveComparison().isEqualTo(hidden("'tokenizer_class': null"));
    assertThat(got).usingRecursiveComparison().isNotEqualTo(told);
  }

  @Test
  void a_model_of_one_segment_takes_a_pair() throws IOException {
    List<float[]> expected = hidden("'tokenizer_class': 'TokenizersBackend'");
    tiny.config().put("type_vocab_size", 1);
    tiny.tensors().put(TABLE, tiny.tensor(TABLE).slice(0, 1).copy());

    assertThat(hidden("'tokenizer_class': 'TokenizersBackend'"))
        .usingRecursiveComparison()
        .isEqualTo(expected);
  }

  private List<float[]> hidden(String config) throws IOException {
    tiny.write(folder);
    Files.writeString(
        folder.resolve("tokenizer_config.json"),
        "{'do_lower_case': true, %s}".formatted(config).replace('\'', '"'));
    try (TextModel model = Models.open(folder);
        Ops ops = EagerOps.on(new Parallel(1))) {
      Batch batch = Batch.of(List.of(model.tokenizer().encode("abc d", "ef g")));
      return model.forward(ops, batch).stream().map(Tensor::toFloats).toList();
    }
  }
}
