package io.blick.models;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blick.core.nn.EagerOps;
import io.blick.core.nn.Ops;
import io.blick.core.nn.ReferenceOps;
import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.Tensor;
import io.blick.models.bert.TinyBert;
import io.blick.models.format.safetensors.Safetensors;
import io.blick.models.sentence.SentenceFiles;
import io.blick.models.text.Batch;
import io.blick.models.text.TextHead;
import io.blick.models.text.TextModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A weight that is no number never becomes a result. */
class DamagedWeightsTest {
  @TempDir
  private Path folder;

  private final TinyBert tiny = new TinyBert().embedding();

  private void damage(String name, int index, float value) {
    Tensor tensor = tiny.tensor(name);
    float[] values = tensor.toFloats();
    values[index] = value;
    tiny.tensors().put(name, Tensor.of(values, tensor.sizes()));
  }

  private void fails(String message) {
    try (TextModel model = tiny.open(folder);
        Parallel parallel = new Parallel(2);
        Ops ops = EagerOps.on(parallel)) {
      assertThatThrownBy(() -> run(model, ops))
          .isExactlyInstanceOf(IllegalStateException.class)
          .hasMessage("%s: %s; the weights are damaged, so fetch the model again"
              .formatted(model.name(), message));
    }
  }

  private static void run(TextModel model, Ops ops) {
    Batch batch = Batch.of(List.of(model.tokenizer().encode("a [MASK] b")));
    Tensor last = model.forward(ops, batch).getLast();
    model.head(TextHead.Pooler.class).orElseThrow().pool(ops, last, batch);
    model
        .head(TextHead.MaskedHead.class)
        .orElseThrow()
        .logits(ops, last, Tensor.of(new int[] {2}, 1));
    model.head(TextHead.SentenceHead.class).orElseThrow().embed(ops, last, batch);
  }

  @ParameterizedTest
  @CsvSource({
    "bert.embeddings.word_embeddings.weight, 75, NaN, the embeddings",
    "bert.embeddings.LayerNorm.bias, 0, NaN, the embeddings",
    "bert.encoder.layer.0.attention.self.query.weight, 0, NaN, layer 1",
    "bert.encoder.layer.0.attention.self.key.bias, 0, NaN, layer 1",
    "bert.encoder.layer.1.attention.self.value.weight, 0, Infinity, layer 2",
    "bert.encoder.layer.1.output.LayerNorm.weight, 14, NaN, layer 2"
  })
  void hidden_states_name_the_layer(String name, int index, float value, String where) {
    damage(name, index, value);

    fails("the hidden states after %s must be finite numbers; got NaN".formatted(where));
  }

  @ParameterizedTest
  @CsvSource({"NaN", "Infinity", "-Infinity"})
  void a_pooler_before_its_tanh(float value) {
    damage("bert.pooler.dense.bias", 3, value);

    fails("the pooled vector's numbers must be finite numbers; got " + value);
  }

  @ParameterizedTest
  @CsvSource({
    "Tanh, NaN",
    "Tanh, Infinity",
    "ReLU, NaN",
    "ReLU, -Infinity",
    "Sigmoid, Infinity",
    "SiLU, -Infinity",
    "GELU, -Infinity",
    "Identity, NaN"
  })
  void a_dense_layer_of_sentences_before_its_activation(String activation, float value)
      throws IOException {
    tiny.write(folder);
    SentenceFiles files = new SentenceFiles(folder);
    files.modules(
        SentenceFiles.module("Transformer"),
        SentenceFiles.module("Pooling"),
        SentenceFiles.module("Dense"));
    files.write(
        "2_Dense/config.json",
        "{'in_features': 15, 'out_features': 3, 'activation_function': 'torch.nn.%s'}"
            .formatted(activation));
    Safetensors.write(
        folder.resolve("2_Dense/model.safetensors"),
        Map.of(
            "linear.weight",
            Tensor.zeros(3, TinyBert.WIDTH),
            "linear.bias",
            Tensor.of(new float[] {0, value, 0}, 3)),
        Map.of());

    try (TextModel model = Models.open(folder);
        Ops ops = new ReferenceOps()) {
      Batch batch = Batch.of(List.of(model.tokenizer().encode("a b")));
      Tensor last = model.forward(ops, batch).getLast();
      TextHead.SentenceHead head = model.head(TextHead.SentenceHead.class).orElseThrow();

      assertThatThrownBy(() -> head.embed(ops, last, batch))
          .isExactlyInstanceOf(IllegalStateException.class)
          .hasMessage("%s: the numbers of the sentence embedding must be finite numbers; got %s;"
                  .formatted(model.name(), value)
              + " the weights are damaged, so fetch the model again");
    }
  }

  @ParameterizedTest
  @CsvSource({"NaN", "Infinity", "-Infinity"})
  void a_bias_of_the_decoder(float value) {
    damage("cls.predictions.bias", 7, value);

    fails("the logits of the masked pieces must be finite numbers; got " + value);
  }
}
