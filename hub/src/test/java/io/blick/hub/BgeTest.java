package io.blick.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.blick.core.attention.AttentionCall;
import io.blick.core.nn.EagerOps;
import io.blick.core.tensor.Tensor;
import io.blick.models.format.safetensors.Safetensors;
import io.blick.models.text.Batch;
import io.blick.models.text.TextHead;
import io.blick.models.text.TextModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * bge-small-zh-v1.5 against float64 values that stand in this project (src/test/resources/bge), so
 * that any clone tests it. The bounds of weights and hidden states are those of GoldenTest.
 */
class BgeTest {
  private static final double WEIGHTS = 2e-5;
  private static final double HIDDEN = 1e-4;

  // What make.py allows ONNX Runtime, which computes in float32 too; it differs by 1.1e-7.
  private static final double VECTOR = 1e-6;

  private static Safetensors values;
  private static TextModel model;

  @BeforeAll
  static void open() {
    values = Safetensors.open(Path.of("src/test/resources/bge/bge.safetensors"));
    model = Hub.model("bge-small-zh-v1.5");
  }

  @AfterAll
  static void close() {
    model.close();
    values.close();
  }

  private static List<String> texts() throws IOException {
    String json = Objects.requireNonNull(values.metadata().get("texts"));
    return List.of(JsonMapper.builder().build().readValue(json, String[].class));
  }

  private static Batch batch(String text) {
    return Batch.of(List.of(model.tokenizer().encode(text)));
  }

  @Test
  void it_is_a_sentence_embedder_of_these_sizes_and_nothing_else() {
    assertThat(model.layers()).isEqualTo(4);
    assertThat(model.heads()).isEqualTo(8);
    assertThat(model.positions()).isEqualTo(512);
    assertThat(model.head(TextHead.SentenceHead.class)).isPresent();
    assertThat(model.head(TextHead.MaskedHead.class)).isEmpty();
    assertThat(model.head(TextHead.Pooler.class)).isEmpty();
    assertThat(model.notes()).isEmpty();
  }

  @Test
  void pieces_and_vector_of_every_text_are_the_published_models() throws IOException {
    List<String> texts = texts();

    assertThat(texts).hasSize(5);
    for (int i = 0; i < texts.size(); i++) {
      Batch batch = batch(texts.get(i));
      assertThat(batch.ids().toInts()).isEqualTo(values.tensor(i + ".ids").toInts());
      try (EagerOps ops = EagerOps.allCores()) {
        Tensor last = model.forward(ops, batch).getLast();
        Tensor vector =
            model.head(TextHead.SentenceHead.class).orElseThrow().embed(ops, last, batch);
        near(vector, values.tensor(i + ".embedding"), VECTOR);
      }
    }
  }

  @Test
  void every_weight_of_every_head_and_the_last_hidden_state_are_the_published_models()
      throws IOException {
    List<AttentionCall> calls = new ArrayList<>();
    try (EagerOps ops = EagerOps.allCores(call -> calls.add(call.copy()))) {
      Tensor last = model.forward(ops, batch(texts().getFirst())).getLast();

      near(last, values.tensor("0.hidden"), HIDDEN);
    }
    Tensor weights = values.tensor("0.weights");
    assertThat(calls).hasSize(weights.size(0));
    for (AttentionCall call : calls) {
      for (int h = 0; h < weights.size(1); h++) {
        Tensor head = weights.at(call.site().layer()).at(h);
        for (int t = 0; t < head.size(0); t++) {
          near(Tensor.of(call.weights(0, h, t), head.size(1)), head.at(t), WEIGHTS);
        }
      }
    }
  }

  private static void near(Tensor got, Tensor expected, double bound) {
    assertThat(got.count()).isEqualTo(expected.count());
    for (long i = 0; i < expected.count(); i++) {
      assertThat(got.get(i)).isCloseTo(expected.get(i), within(bound));
    }
  }
}
