package io.blick.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.blick.core.attention.AttentionCall;
import io.blick.core.nn.EagerOps;
import io.blick.core.tensor.Tensor;
import io.blick.models.format.safetensors.Safetensors;
import io.blick.models.text.Batch;
import io.blick.models.text.TextHead;
import io.blick.models.text.TextModel;
import io.blick.models.token.Encoding;
import io.blick.models.token.Piece;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The real models against float64 values of two independent implementations (../shared/golden). The
 * bounds are those that the project promises; PyTorch's float32 errs by 3e-6 and 1.5e-5 itself.
 */
class GoldenTest {
  private static final double WEIGHTS = 2e-5;
  private static final double HIDDEN = 1e-4;
  private static final double MEDIAN_WEIGHTS = 4e-6;
  private static final double MEDIAN_HIDDEN = 3e-5;
  private static final double RESULTS = 5e-5;

  /** The largest differences of one text. */
  private record Differences(String text, double weights, double hidden) {}

  @ParameterizedTest
  @ValueSource(strings = {"bert-base-multilingual-cased", "bert-base-uncased", "all-MiniLM-L6-v2"})
  void a_model_computes_what_its_authors_published(String name) {
    Path file = Shared.file("golden/" + name + ".safetensors");
    List<Differences> all = new ArrayList<>();
    try (Safetensors golden = Safetensors.open(file);
        TextModel model = Hub.model(name)) {
      for (String text : golden.metadata().keySet()) {
        all.add(compare(model, golden, text));
      }
    }

    assertThat(all).allSatisfy(d -> assertThat(d.weights()).as(d.text()).isLessThan(WEIGHTS));
    assertThat(all).allSatisfy(d -> assertThat(d.hidden()).as(d.text()).isLessThan(HIDDEN));
    double weights = median(all.stream().mapToDouble(Differences::weights).toArray());
    double hidden = median(all.stream().mapToDouble(Differences::hidden).toArray());
    System.out.printf("%s: median text: weights %.2g, hidden %.2g%n", name, weights, hidden);
    assertThat(weights).isLessThan(MEDIAN_WEIGHTS);
    assertThat(hidden).isLessThan(MEDIAN_HIDDEN);
  }

  private static Differences compare(TextModel model, Safetensors golden, String text) {
    List<AttentionCall> calls = new ArrayList<>();
    try (EagerOps ops = EagerOps.allCores(call -> calls.add(call.copy()))) {
      Batch batch = Batch.of(List.of(encoding(golden, text)));
      List<Tensor> hidden = model.forward(ops, batch);
      results(model, golden, text, ops, batch, hidden.getLast());
      return new Differences(
          text, weights(calls, golden.tensor(text + ".weights")), hidden(hidden, golden, text));
    }
  }

  private static Encoding encoding(Safetensors golden, String text) {
    Tensor ids = golden.tensor(text + ".ids");
    Tensor types = golden.tensor(text + ".types");
    List<Piece> pieces = new ArrayList<>();
    for (int i = 0; i < ids.count(); i++) {
      pieces.add(new Piece.Added((int) ids.get(i), "", (int) types.get(i) + 1, i));
    }
    return new Encoding(pieces, List.of());
  }

  private static double weights(List<AttentionCall> calls, Tensor golden) {
    double worst = 0;
    int at = 0;
    for (AttentionCall call : calls) {
      for (int h = 0; h < golden.size(1); h++) {
        for (float[] row : call.weights(0, h)) {
          for (float weight : row) {
            worst = Math.max(worst, Math.abs(weight - golden.get(at++)));
          }
        }
      }
    }
    return worst;
  }

  private static double hidden(List<Tensor> hidden, Safetensors golden, String text) {
    double worst = 0;
    for (int l = 0; l < hidden.size(); l++) {
      Tensor expected = golden.tensor(text + ".hidden").at(l);
      for (long i = 0; i < expected.count(); i++) {
        worst = Math.max(worst, Math.abs(hidden.get(l).get(i) - expected.get(i)));
      }
    }
    return worst;
  }

  private static void results(
      TextModel model, Safetensors golden, String text, EagerOps ops, Batch batch, Tensor last) {
    model
        .head(TextHead.Pooler.class)
        .ifPresent(head -> near(head.pool(ops, last, batch), golden.tensor(text + ".pooled")));
    model
        .head(TextHead.SentenceHead.class)
        .ifPresent(head -> near(head.embed(ops, last, batch), golden.tensor(text + ".embedding")));
    if (golden.names().contains(text + ".masked.ids")) {
      int mask = model.tokenizer().mask().orElseThrow();
      int[] ids = batch.ids().toInts();
      int position = Arrays.stream(ids).boxed().toList().indexOf(mask);
      Tensor at = Tensor.of(new int[] {position}, 1);
      Tensor probabilities =
          ops.softmax(model.head(TextHead.MaskedHead.class).orElseThrow().logits(ops, last, at));
      Tensor best = golden.tensor(text + ".masked.ids");
      Tensor expected = golden.tensor(text + ".masked.probabilities");
      for (int i = 0; i < best.count(); i++) {
        assertThat(probabilities.get((long) best.get(i)))
            .isCloseTo(expected.get(i), within(RESULTS));
      }
    }
  }

  private static void near(Tensor got, Tensor expected) {
    for (long i = 0; i < expected.count(); i++) {
      assertThat(got.get(i)).isCloseTo(expected.get(i), within(RESULTS));
    }
  }

  private static double median(double... values) {
    Arrays.sort(values);
    return values[values.length / 2];
  }
}
