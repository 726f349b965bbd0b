package io.blick.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.blick.core.attention.AttentionCall;
import io.blick.core.nn.EagerOps;
import io.blick.core.tensor.Tensor;
import io.blick.models.format.safetensors.Safetensors;
import io.blick.models.text.Batch;
import io.blick.models.text.TextModel;
import io.blick.models.token.Encoding;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The seed sentence on multilingual BERT against float64 values that stand in this project
 * (src/test/resources/seed), so that any clone tests them. The bounds are those of GoldenTest.
 */
class SeedTest {
  private static final Path VALUES = Path.of("src/test/resources/seed/seed.safetensors");

  @Test
  void every_weight_of_every_head_and_the_last_hidden_state_are_the_published_models() {
    List<AttentionCall> calls = new ArrayList<>();
    try (Safetensors values = Safetensors.open(VALUES);
        TextModel model = Hub.model("bert-base-multilingual-cased");
        EagerOps ops = EagerOps.allCores(call -> calls.add(call.copy()))) {
      Encoding encoding = model.tokenizer().encode("Katten som min granne äger jagade musen");
      Batch batch = Batch.of(List.of(encoding));
      Tensor last = model.forward(ops, batch).getLast();

      assertThat(batch.ids().toInts()).isEqualTo(values.tensor("ids").toInts());
      near(last, values.tensor("hidden"), 1e-4);
      Tensor weights = values.tensor("weights");
      for (AttentionCall call : calls) {
        for (int h = 0; h < weights.size(1); h++) {
          Tensor head = weights.at(call.site().layer()).at(h);
          for (int t = 0; t < head.size(0); t++) {
            near(Tensor.of(call.weights(0, h, t), head.size(1)), head.at(t), 2e-5);
          }
        }
      }
    }
  }

  private static void near(Tensor got, Tensor expected, double bound) {
    for (long i = 0; i < expected.count(); i++) {
      assertThat(got.get(i)).isCloseTo(expected.get(i), within(bound));
    }
  }
}
