package io.blick.models.bert;

import static io.blick.models.bert.BertResults.difference;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.blick.core.attention.AttentionCall;
import io.blick.core.nn.EagerOps;
import io.blick.core.nn.Ops;
import io.blick.core.nn.ReferenceOps;
import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.Tensor;
import io.blick.models.RoundedOps;
import io.blick.models.format.safetensors.Safetensors;
import io.blick.models.text.Batch;
import io.blick.models.text.TextModel;
import io.blick.models.token.Encoding;
import io.blick.models.token.Piece;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** BERT against a program that shares nothing with it, and in float32 against float64. */
class BertTest {
  // Asked of the weights in any text; docs/results/bert.md has what is reached.
  private static final double WEIGHTS = 2e-5;

  @TempDir
  private Path folder;

  @Test
  void all_results_have_their_sizes() {
    try (TextModel model = new TinyBert().embedding().open(folder);
        Ops ops = new ReferenceOps()) {
      BertResults results = BertResults.of(model, ops, batch(model));

      assertThat(results.hidden())
          .hasSize(TinyBert.LAYERS + 1)
          .allSatisfy(h -> assertThat(h.sizes()).containsExactly(18, TinyBert.WIDTH));
      assertThat(results.pooled().sizes()).containsExactly(2, TinyBert.WIDTH);
      assertThat(results.logits().sizes()).containsExactly(18, TinyBert.VOCABULARY);
      assertThat(results.embedding().sizes()).containsExactly(2, TinyBert.WIDTH);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"pair", "single"})
  void all_results_are_those_of_an_independent_program(String text) {
    try (TextModel model = new TinyBert().embedding().open(folder);
        Safetensors golden = TinyBert.golden()) {
      Batch batch = Batch.of(List.of(encoding(golden, text)));

      BertResults got = BertResults.of(model, new ReferenceOps(), batch);

      BertResults rounded = BertResults.of(model, new RoundedOps(), batch);
      for (int l = 0; l <= TinyBert.LAYERS; l++) {
        near(
            got.hidden().get(l),
            golden.tensor(text + ".hidden").at(l),
            rounded.hidden().get(l));
      }
      near(got.pooled(), golden.tensor(text + ".pooled"), rounded.pooled());
      near(got.logits(), golden.tensor(text + ".logits"), rounded.logits());
      near(got.embedding(), golden.tensor(text + ".embedding"), rounded.embedding());
    }
  }

  private static void near(Tensor got, Tensor golden, Tensor rounded) {
    Tensor expected = golden.view(got.sizes());
    // Both programs round at 2^-53, each at most 64 times where RoundedOps rounds once at 2^-24.
    double allowed = 2 * 64 * 0x1p-29 * difference(rounded, expected);
    assertThat(difference(got, expected)).isCloseTo(0, within(allowed));
  }

  @ParameterizedTest
  @ValueSource(strings = {"pair", "single"})
  void the_probe_sees_the_weights_of_an_independent_program(String text) {
    List<AttentionCall> calls = new ArrayList<>();
    try (TextModel model = new TinyBert().open(folder);
        Safetensors golden = TinyBert.golden();
        Parallel parallel = new Parallel(2);
        Ops eager = EagerOps.on(parallel, call -> calls.add(call.copy()))) {
      model.forward(eager, Batch.of(List.of(encoding(golden, text))));

      Tensor weights = golden.tensor(text + ".weights");
      assertThat(calls).extracting(call -> call.site().layer()).containsExactly(0, 1);
      for (AttentionCall call : calls) {
        for (int h = 0; h < TinyBert.HEADS; h++) {
          float[][] rows = call.weights(0, h);
          Tensor expected = weights.at(call.site().layer()).at(h);
          assertThat(rows).hasDimensions(expected.size(0), expected.size(1));
          for (int t = 0; t < rows.length; t++) {
            Tensor row = Tensor.of(rows[t], rows[t].length);
            assertThat(difference(row, expected.at(t))).isLessThan(WEIGHTS);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gelu", "gelu_new"})
  void all_results_err_by_no_more_than_their_roundings(String activation) {
    TinyBert tiny = new TinyBert().embedding();
    tiny.config().put("hidden_act", activation);
    try (TextModel model = tiny.open(folder);
        Parallel parallel = new Parallel(2);
        Ops eager = EagerOps.on(parallel)) {
      Batch batch = batch(model);
      // The most roundings on the way to one element within one operation are attention's: of the
      // dot product (D), exp (4), its sum (S), the weighted values (S) and the rest (4). RoundedOps
      // rounds once in each operation, and what it errs by passes on in the same way.
      int roundings = TinyBert.HEAD_DIM + 2 * batch.longest() + 8;

      List<Tensor> got = BertResults.of(model, eager, batch).all();

      List<Tensor> exact = BertResults.of(model, new ReferenceOps(), batch).all();
      List<Tensor> rounded = BertResults.of(model, new RoundedOps(), batch).all();
      for (int i = 0; i < exact.size(); i++) {
        double allowed = roundings * difference(rounded.get(i), exact.get(i));
        assertThat(difference(got.get(i), exact.get(i))).isCloseTo(0, within(allowed));
      }
    }
  }

  @Test
  void the_second_segment_is_told_from_the_first() {
    try (TextModel model = new TinyBert().open(folder);
        Ops ops = new ReferenceOps()) {
      // The same pieces at the same places: [CLS] a b [SEP] c d [SEP].
      Encoding one = model.tokenizer().encode("a b [SEP] c d");
      Encoding two = model.tokenizer().encode("a b", "c d");
      Batch both = Batch.of(List.of(one, two));

      Tensor embedded = model.forward(ops, both).getFirst();

      assertThat(both.ids().slice(7, 7).toInts())
          .isEqualTo(both.ids().slice(0, 7).toInts());
      assertThat(rowsThatDiffer(embedded.slice(0, 7), embedded.slice(7, 7)))
          .containsExactly(4, 5, 6);
    }
  }

  private static List<Integer> rowsThatDiffer(Tensor a, Tensor b) {
    return IntStream.range(0, a.size(0))
        .filter(t -> !Arrays.equals(a.at(t).toDoubles(), b.at(t).toDoubles()))
        .boxed()
        .toList();
  }

  /** A pair of 11 pieces and a text of 7. */
  private static Batch batch(TextModel model) {
    return Batch.of(List.of(
        model.tokenizer().encode("q ba x [MASK]", "z k o"), model.tokenizer().encode("t h e q v")));
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
}
