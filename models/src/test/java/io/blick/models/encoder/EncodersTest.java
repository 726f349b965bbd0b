package io.blick.models.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.blick.core.attention.AttentionCall;
import io.blick.core.nn.EagerOps;
import io.blick.core.nn.Linear;
import io.blick.core.nn.Ops;
import io.blick.core.nn.ReferenceOps;
import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.Tensor;
import io.blick.models.Models;
import io.blick.models.RoundedOps;
import io.blick.models.format.safetensors.Safetensors;
import io.blick.models.text.Batch;
import io.blick.models.text.InputProjections;
import io.blick.models.text.TextHead;
import io.blick.models.text.TextModel;
import io.blick.models.token.Encoding;
import io.blick.models.token.Piece;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Encoders and their heads against an independent program in float64. */
class EncodersTest {
  private static final Path ALL = SavedEncoder.ALL;

  static Stream<String> folders() throws IOException {
    try (Stream<Path> files = Files.list(ALL)) {
      return files
          .filter(Files::isDirectory)
          .map(folder -> folder.getFileName().toString())
          .sorted()
          .toList()
          .stream();
    }
  }

  private static List<String> texts(Safetensors golden) {
    return golden.names().stream()
        .filter(name -> name.endsWith(".ids"))
        .map(name -> name.substring(0, name.length() - ".ids".length()))
        .toList();
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

  /** Returns everything that a model computes of a batch, by the names of the golden file. */
  static Map<String, Tensor> results(TextModel model, Ops ops, Batch batch) {
    Map<String, Tensor> results = new LinkedHashMap<>();
    List<Tensor> hidden = model.forward(ops, batch);
    for (int l = 0; l < hidden.size(); l++) {
      results.put("hidden " + l, hidden.get(l));
    }
    Tensor last = hidden.getLast();
    for (TextHead head : model.textHeads()) {
      switch (head) {
        case TextHead.Pooler pooler -> results.put("pooled", pooler.pool(ops, last, batch));
        case TextHead.MaskedHead masked -> {
          int[] rows = IntStream.range(0, last.size(0)).toArray();
          results.put("logits", masked.logits(ops, last, Tensor.of(rows, rows.length)));
        }
        case TextHead.ClassHead classes -> results.put("logits", classes.logits(ops, last, batch));
        case TextHead.TagHead tags -> results.put("logits", tags.logits(ops, last));
        case TextHead.AnswerHead answers -> results.put("answers", answers.logits(ops, last));
        case TextHead.NextSentenceHead next -> results.put("next", next.logits(ops, last, batch));
        case TextHead.ReplacedHead replaced -> results.put("logits", replaced.logits(ops, last));
        case TextHead.NextPieceHead _, TextHead.SentenceHead _ -> {}
      }
    }
    return results;
  }

  /** Returns the golden tensor of a result. */
  private static Tensor golden(Safetensors golden, String text, String result, int layers) {
    if (result.startsWith("hidden ") && golden.names().contains(text + ".hidden")) {
      return golden.tensor(text + ".hidden").at(Integer.parseInt(result.substring(7)));
    }
    if (result.equals("hidden " + layers)) {
      return golden.tensor(text + ".last");
    }
    if (result.equals("answers")) {
      double[] start = golden.tensor(text + ".start").toDoubles();
      double[] end = golden.tensor(text + ".end").toDoubles();
      double[] both = new double[2 * start.length];
      for (int i = 0; i < start.length; i++) {
        both[2 * i] = start[i];
        both[2 * i + 1] = end[i];
      }
      return Tensor.of(both, start.length, 2);
    }
    return golden.tensor(text + "." + result);
  }

  private static boolean has(Safetensors golden, String text, String result, int layers) {
    return !result.startsWith("hidden ")
        || golden.names().contains(text + ".hidden")
        || result.equals("hidden " + layers);
  }

  @ParameterizedTest
  @MethodSource("folders")
  void all_results_are_those_of_an_independent_program(String folder) {
    try (TextModel model = Models.open(ALL.resolve(folder));
        Safetensors golden =
            Safetensors.open(ALL.resolve(folder).resolve("expected.safetensors"))) {
      assertThat(model.notes()).isEmpty();
      for (String text : texts(golden)) {
        Batch batch = Batch.of(encoding(golden, text));
        Map<String, Tensor> got = results(model, new ReferenceOps(), batch);
        Map<String, Tensor> rounded = results(model, new RoundedOps(), batch);

        int compared = 0;
        for (String result : got.keySet()) {
          if (has(golden, text, result, model.layers())) {
            compared++;
            near(
                of(got, result), golden(golden, text, result, model.layers()), of(rounded, result));
          }
        }
        // Ids and types are no results; hidden states stand in one tensor, start and end in two.
        assertThat(compared).isPositive();
        assertThat(resultNames(golden, text)).isEqualTo(names(got, golden, text));
      }
    }
  }

  /** Returns what the golden file has of a text. */
  private static List<String> resultNames(Safetensors golden, String text) {
    return golden.names().stream()
        .filter(name -> name.startsWith(text + "."))
        .map(name -> name.substring(text.length() + 1))
        .filter(name -> !List.of("ids", "types", "weights", "end").contains(name))
        .map(name -> name.equals("start") ? "answers" : name)
        .sorted()
        .toList();
  }

  private static List<String> names(Map<String, Tensor> got, Safetensors golden, String text) {
    String states = golden.names().contains(text + ".hidden") ? "hidden" : "last";
    return Stream.concat(
            got.keySet().stream().filter(name -> !name.startsWith("hidden ")), Stream.of(states))
        .sorted()
        .toList();
  }

  private static Tensor of(Map<String, Tensor> results, String name) {
    return Objects.requireNonNull(results.get(name), name);
  }

  private static void near(Tensor got, Tensor golden, Tensor rounded) {
    Tensor expected = golden.view(got.sizes());
    // Scale and epsilon are float32 here, rounded once, by half of the largest rounding of each
    // operation of RoundedOps; all else is rounded at 2^-53.
    double allowed = difference(rounded, expected) / 2;
    assertThat(difference(got, expected)).isCloseTo(0, within(allowed));
  }

  private static double difference(Tensor a, Tensor b) {
    double worst = 0;
    for (long i = 0; i < a.count(); i++) {
      double difference = Math.abs(a.get(i) - b.get(i));
      worst = Double.isNaN(difference) ? Double.NaN : Math.max(worst, difference);
    }
    return worst;
  }

  @ParameterizedTest
  @MethodSource("folders")
  void fast_operations_err_by_no_more_than_their_roundings(String folder) {
    try (TextModel model = Models.open(ALL.resolve(folder));
        Parallel parallel = new Parallel(2);
        EagerOps eager = EagerOps.on(parallel);
        Safetensors golden =
            Safetensors.open(ALL.resolve(folder).resolve("expected.safetensors"))) {
      List<Encoding> all =
          texts(golden).stream().map(text -> encoding(golden, text)).toList();
      Batch batch = Batch.of(all);
      Map<String, Tensor> got = results(model, eager, batch);
      Map<String, Tensor> exact = results(model, new ReferenceOps(), batch);
      Map<String, Tensor> rounded = results(model, new RoundedOps(), batch);

      // The most roundings within one operation are attention's: of the dot product (13), exp (4),
      // its sum (S), the weighted values (S) and the rest (4).
      int roundings = 13 + 2 * batch.longest() + 8;
      for (String result : exact.keySet()) {
        double allowed = roundings * difference(of(rounded, result), of(exact, result));
        assertThat(difference(of(got, result), of(exact, result))).isCloseTo(0, within(allowed));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("folders")
  void a_probe_sees_the_weights_of_an_independent_program(String folder) {
    List<AttentionCall> calls = new ArrayList<>();
    try (TextModel model = Models.open(ALL.resolve(folder));
        Parallel parallel = new Parallel(2);
        EagerOps eager = EagerOps.on(parallel, call -> calls.add(call.copy()));
        Safetensors golden =
            Safetensors.open(ALL.resolve(folder).resolve("expected.safetensors"))) {
      for (String text : texts(golden)) {
        calls.clear();
        model.forward(eager, Batch.of(encoding(golden, text)));
        assertThat(calls).hasSize(model.layers());
        if (golden.names().contains(text + ".weights")) {
          calls.forEach(
              call -> near(call, golden.tensor(text + ".weights").at(call.site().layer())));
        }
      }
    }
  }

  private static void near(AttentionCall call, Tensor weights) {
    for (int h = 0; h < weights.size(0); h++) {
      float[][] rows = call.weights(0, h);
      for (int t = 0; t < rows.length; t++) {
        Tensor row = Tensor.of(rows[t], rows[t].length);
        assertThat(difference(row, weights.at(h).at(t))).isLessThan(2e-5);
      }
    }
  }

  /**
   * Each number is a sum of C products and a bias: Higham, Accuracy and Stability of Numerical
   * Algorithms, eq. 3.5, (C + 1) u (Σ |x w| + |b|), and one more for the terms of higher order.
   */
  @ParameterizedTest
  @MethodSource("folders")
  void queries_keys_and_values_are_projections_of_the_hidden_states(String folder) {
    try (TextModel model = Models.open(ALL.resolve(folder))) {
      List<AttentionCall> calls = new ArrayList<>();
      var batch = Batch.of(List.of(model.tokenizer().encode("Anna bor i Lund.")));
      try (Ops ops = EagerOps.on(new Parallel(1), call -> calls.add(call.copy()))) {
        List<Tensor> hidden = model.forward(ops, batch);
        for (AttentionCall call : calls) {
          InputProjections projections = model.inputProjections(call.site().layer());
          Tensor x = hidden.get(call.site().layer());
          projected(x, projections.query(), call.q());
          projected(x, projections.key(), call.k());
          projected(x, projections.value(), call.v());
        }
      }
      assertThat(calls).hasSize(model.layers());
    }
  }

  private static void projected(Tensor x, Linear linear, Tensor got) {
    int rows = linear.outputs();
    int width = x.size(1);
    assertThat(got.count()).isEqualTo((long) x.size(0) * rows);
    float[] w = linear.weight().dense().toFloats();
    float[] b = linear.bias().orElseThrow().toFloats();
    float[] states = x.toFloats();
    for (int n = 0; n < x.size(0); n++) {
      for (int row = 0; row < rows; row++) {
        double sum = b[row];
        double magnitude = Math.abs(b[row]);
        for (int c = 0; c < width; c++) {
          double product = (double) states[n * width + c] * w[row * width + c];
          sum += product;
          magnitude += Math.abs(product);
        }
        assertThat(got.get((long) n * rows + row))
            .isEqualTo(sum, within((width + 2) * 0x1p-24 * magnitude));
      }
    }
  }
}
