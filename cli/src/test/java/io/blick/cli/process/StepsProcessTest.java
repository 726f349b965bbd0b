package io.blick.cli.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.blick.models.format.safetensors.Safetensors;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The four steps of the seed, against the same head computed from the model's own weights. */
@Tag("process")
class StepsProcessTest {
  private static final String SEED = "Katten som min granne äger jagade musen";
  private static final int JAG = 9;
  private static final int D = 64;

  private static JsonNode steps;
  private static Projection query;
  private static Projection key;
  private static Projection value;
  private static float[] weights;

  @BeforeAll
  static void run(@TempDir Path folder) throws IOException {
    Path weightsFile = Found.model("bert-base-multilingual-cased").resolve("model.safetensors");
    Ended pass = Start.blick("look", SEED, "--format", "safetensors").ended().well();
    Path passFile = pass.saved(folder.resolve("seed.safetensors"));
    try (var model = Safetensors.open(weightsFile);
        var seed = Safetensors.open(passFile)) {
      String self = "bert.encoder.layer.8.attention.self.";
      query = Projection.of(model, self + "query", seed.tensor("hidden.8"), 10, D);
      key = Projection.of(model, self + "key", seed.tensor("hidden.8"), 10, D);
      value = Projection.of(model, self + "value", seed.tensor("hidden.8"), 10, D);
      weights = seed.tensor("weights.9").at(10).at(JAG).toFloats();
    }
    steps = Start.blick(
            "steps", SEED, "--layer", "9", "--head", "11", "--from", "jagade", "--format", "json")
        .ended()
        .well()
        .json();
  }

  @Test
  void every_key_is_there() {
    assertThat(steps.fieldNames())
        .toIterable()
        .containsExactly(
            "model",
            "text",
            "layer",
            "head",
            "from",
            "piece",
            "dimension",
            "query",
            "keys",
            "output",
            "number",
            "pieces",
            "words",
            "second",
            "input");
    assertThat(steps.get("model").textValue()).isEqualTo("bert-base-multilingual-cased");
    assertThat(steps.get("text").textValue()).isEqualTo(SEED);
    assertThat(steps.get("layer").intValue()).isEqualTo(9);
    assertThat(steps.get("head").intValue()).isEqualTo(11);
    assertThat(steps.get("from").textValue()).isEqualTo("jagade");
    assertThat(steps.get("piece").textValue()).isEqualTo("jag");
    assertThat(steps.get("dimension").intValue()).isEqualTo(D);
    assertThat(steps.get("query")).hasSize(D);
    assertThat(steps.get("output")).hasSize(D);
    assertThat(steps.get("keys"))
        .hasSize(14)
        .allSatisfy(key -> assertThat(key.fieldNames())
            .toIterable()
            .containsExactly("piece", "dot", "scaled", "weight", "score", "products"));
    assertThat(steps.get("keys"))
        .extracting(key -> key.get("piece").textValue())
        .containsExactly(
            "[CLS]", "Kat", "##ten", "som", "min", "gran", "##ne", "ä", "##ger", "jag", "##ade",
            "mu", "##sen", "[SEP]");
  }

  @Test
  void the_query_is_that_of_the_first_piece() {
    for (int i = 0; i < D; i++) {
      assertThat(steps.get("query").get(i).doubleValue())
          .isEqualTo(query.value(JAG, i), within(query.bound(JAG, i)));
    }
  }

  @Test
  void each_key_has_its_dot_product_and_that_divided_by_eight() {
    for (int s = 0; s < 14; s++) {
      JsonNode one = steps.get("keys").get(s);

      assertThat(one.get("dot").doubleValue())
          .isEqualTo(query.dot(JAG, key, s), within(query.dotBound(JAG, key, s)));
      assertThat(one.get("scaled").floatValue()).isEqualTo(one.get("dot").floatValue() / 8);
    }
  }

  @Test
  void the_weights_are_those_of_the_pass_and_sum_to_one() {
    double sum = 0;
    for (int s = 0; s < 14; s++) {
      float weight = steps.get("keys").get(s).get("weight").floatValue();

      assertThat(weight).isEqualTo(weights[s]);
      sum += weight;
    }
    assertThat(sum).isEqualTo(1, within(14 * 0x1p-23));
  }

  /**
   * A weight is exp(scaled - lse) with both below 8 in magnitude: half a last place of the
   * log-sum-exp, of the difference and of exp are 2⁻²² of the weight at most each, and the sum
   * under the logarithm has 14 terms, which is less than four times that again.
   */
  @Test
  void the_weights_are_the_softmax_of_the_scaled_numbers() {
    double total = 0;
    for (JsonNode one : steps.get("keys")) {
      total += StrictMath.exp(one.get("scaled").doubleValue());
    }
    for (JsonNode one : steps.get("keys")) {
      double weight = StrictMath.exp(one.get("scaled").doubleValue()) / total;

      assertThat(one.get("scaled").doubleValue()).isBetween(-8.0, 8.0);
      assertThat(one.get("weight").doubleValue()).isEqualTo(weight, within(weight * 7 * 0x1p-22));
    }
  }

  @Test
  void the_output_is_the_weighted_sum_of_the_values() {
    for (int i = 0; i < D; i++) {
      double sum = 0;
      double bound = 0;
      for (int s = 0; s < 14; s++) {
        sum += weights[s] * value.value(s, i);
        // Its factors, then 14 additions and the weight's own rounding as above.
        bound += weights[s]
            * (value.bound(s, i) + (14 * 0x1p-24 + 7 * 0x1p-22) * Math.abs(value.value(s, i)));
      }
      assertThat(steps.get("output").get(i).doubleValue()).isEqualTo(sum, within(bound));
    }
  }
}
