package io.blick.lens.attribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.blick.core.nn.Ops;
import io.blick.core.nn.ReferenceOps;
import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.Tensor;
import io.blick.lens.Encoders;
import io.blick.lens.trace.Granularity;
import io.blick.lens.trace.Reading;
import io.blick.lens.trace.TextUnits;
import io.blick.models.text.Batch;
import io.blick.models.text.TextModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The map of mixing beside the definition, written plainly in float64 with values set to zero. */
class ContextMixingTest {
  private static final String TEXT = "Anna bodde i Lund.";

  /** Returns the hidden states with the values of some pieces zero in one layer. */
  private static List<Tensor> pass(
      TextModel model, Reading text, Set<Integer> layers, List<Integer> pieces) {
    Ops ops = ZeroedValueOps.over(new ReferenceOps(), layers, pieces);
    return model.forward(ops, Batch.of(text.encoding()));
  }

  private static double cosine(double[] a, double[] b) {
    return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
  }

  private static double dot(double[] a, double[] b) {
    return IntStream.range(0, a.length).mapToDouble(c -> a[c] * b[c]).sum();
  }

  /** Returns C of a layer between units. */
  private static double[][] layer(TextModel model, Reading text, TextUnits units, int layer) {
    int n = units.size();
    double[][] map = new double[n][n];
    Tensor before = pass(model, text, Set.of(), List.of()).get(layer + 1);
    for (int j = 0; j < n; j++) {
      Tensor after = pass(model, text, Set.of(layer), units.pieces(j)).get(layer + 1);
      for (int i = 0; i < n; i++) {
        for (int piece : units.pieces(i)) {
          map[i][j] += (1 - cosine(before.at(piece).toDoubles(), after.at(piece).toDoubles()))
              / units.pieces(i).size();
        }
      }
    }
    for (double[] row : map) {
      double sum = IntStream.range(0, n).mapToDouble(j -> row[j]).sum();
      for (int j = 0; j < n; j++) {
        row[j] /= sum;
      }
    }
    return map;
  }

  private static double[][] product(double[][] a, double[][] b) {
    double[][] product = new double[a.length][a.length];
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < a.length; j++) {
        for (int k = 0; k < a.length; k++) {
          product[i][j] += a[i][k] * b[k][j];
        }
      }
    }
    return product;
  }

  private static void near(float[][] map, double[][] expected) {
    assertThat(map).hasDimensions(expected.length, expected.length);
    for (int i = 0; i < map.length; i++) {
      double sum = 0;
      for (int j = 0; j < map.length; j++) {
        // A hidden state in float32 has an error of about 2e-6 of its length: 1 − cos changes by
        // it
        // 2e-6 · √(2 (1 − cos)), so a share of a row that sums to 1e-4 by 3e-4 of itself.
        assertThat(map[i][j]).isEqualTo((float) expected[i][j], within(2e-4f));
        sum += map[i][j];
      }
      assertThat(sum).isEqualTo(1, within(1e-6));
    }
  }

  @Test
  void it_is_what_transformers_gives_in_float64_with_zeroed_values() throws IOException {
    JsonNode made = new ObjectMapper()
        .readTree(
            Path.of("src/test/resources/io/blick/lens/attribution/mixing.json").toFile());
    try (TextModel model = Encoders.open("bert-masked");
        Parallel threads = new Parallel(2)) {
      Reading text = Reading.of(model, made.get("text").textValue());
      Granularity unit = Granularity.PIECES;

      near(
          ContextMixing.of(threads, model, text, unit, List.of(0, 1, 2), _ -> {})
              .map(),
          numbers(made.get("joint")));
      for (int l = 0; l < 3; l++) {
        near(
            ContextMixing.of(threads, model, text, unit, List.of(l), _ -> {}).map(),
            numbers(made.get("layers").get(l)));
      }
    }
  }

  @Test
  void layers_go_up_and_there_is_one() {
    try (TextModel model = Encoders.open("bert-masked");
        Parallel threads = new Parallel(2)) {
      Reading text = Reading.of(model, TEXT);

      for (List<Integer> wrong : List.of(List.<Integer>of(), List.of(1, 0), List.of(1, 1))) {
        assertThatThrownBy(
                () -> ContextMixing.of(threads, model, text, Granularity.WORDS, wrong, _ -> {}))
            .hasMessage(
                "attribution: the layers of a mixing must be one or more, ascending; got " + wrong);
      }
    }
  }

  private static double[][] numbers(JsonNode rows) {
    double[][] numbers = new double[rows.size()][rows.size()];
    for (int i = 0; i < numbers.length; i++) {
      for (int j = 0; j < numbers.length; j++) {
        numbers[i][j] = rows.get(i).get(j).doubleValue();
      }
    }
    return numbers;
  }

  @ParameterizedTest
  @CsvSource({
    "bert-masked, WORDS",
    "bert-masked, PIECES",
    "distilbert-masked, WORDS",
    "electra-generator, WORDS",
    "mpnet-masked, WORDS"
  })
  void each_layer_and_their_product_are_those_of_the_definition(String folder, Granularity unit) {
    try (TextModel model = Encoders.open(folder);
        Parallel threads = new Parallel(2)) {
      Reading text = Reading.of(model, TEXT);
      TextUnits units = text.units(unit);
      List<Integer> all = IntStream.range(0, model.layers()).boxed().toList();
      double[][] rolled = layer(model, text, units, 0);
      List<Long> told = new ArrayList<>();

      ContextMixing first = ContextMixing.of(threads, model, text, unit, List.of(0), _ -> {});
      ContextMixing together = ContextMixing.of(threads, model, text, unit, all, told::add);

      near(first.map(), rolled);
      for (int l = 1; l < model.layers(); l++) {
        double[][] next = layer(model, text, units, l);
        near(ContextMixing.of(threads, model, text, unit, List.of(l), _ -> {}).map(), next);
        rolled = product(next, rolled);
      }
      near(together.map(), rolled);
      assertThat(told).isSorted().endsWith(ContextMixing.runs(text, unit, all));
      assertThat(told).hasSize(1 + all.size() * units.size());
    }
  }
}
