package io.blick.cli.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.blick.core.tensor.Tensor;
import io.blick.models.format.safetensors.Safetensors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The seed sentence on multilingual BERT: what {@code look} answers, in JSON and in tensors. */
@Tag("process")
class SeedProcessTest {
  private static final String SEED = "Katten som min granne äger jagade musen";
  private static final int JAGADE = 6;
  private static final List<List<Integer>> WORDS = List.of(
      List.of(0),
      List.of(1, 2),
      List.of(3),
      List.of(4),
      List.of(5, 6),
      List.of(7, 8),
      List.of(9, 10),
      List.of(11, 12),
      List.of(13));

  @TempDir
  private static Path folder;

  private static JsonNode everything;
  private static JsonNode oneHead;
  private static JsonNode ranking;
  private static Safetensors tensors;

  @BeforeAll
  static void look() throws IOException {
    Found.model("bert-base-multilingual-cased");
    everything = look("--format", "json").json();
    oneHead = look("--format", "json", "--layer", "9", "--head", "11").json();
    ranking = look("--format", "json", "--from", "jagade", "--to", "Katten").json();
    tensors =
        Safetensors.open(look("--format", "safetensors").saved(folder.resolve("seed.safetensors")));
  }

  private static Ended look(String... options) {
    List<String> arguments = new ArrayList<>(List.of("look", SEED));
    arguments.addAll(List.of(options));
    return Start.blick(arguments.toArray(String[]::new)).ended().well();
  }

  @AfterAll
  static void close() {
    if (tensors != null) {
      tensors.close();
    }
  }

  @Test
  void every_key_is_always_there() {
    for (JsonNode look : List.of(everything, oneHead, ranking)) {
      assertThat(look.fieldNames())
          .toIterable()
          .containsExactly(
              "model",
              "text",
              "second",
              "layers",
              "heads",
              "pieces",
              "words",
              "unit",
              "measure",
              "layer",
              "head",
              "weights",
              "ranking",
              "pairs",
              "window",
              "windows",
              "measured");
      assertThat(look.get("measure").textValue()).isEqualTo("weight");
      assertThat(look.get("model").textValue()).isEqualTo("bert-base-multilingual-cased");
      assertThat(look.get("text").textValue()).isEqualTo(SEED);
      assertThat(look.get("second").isNull()).isTrue();
      assertThat(look.get("layers").intValue()).isEqualTo(12);
      assertThat(look.get("heads").intValue()).isEqualTo(12);
      assertThat(look.get("unit").textValue()).isEqualTo("words");
    }
  }

  @Test
  void a_question_fills_its_own_keys_and_leaves_the_others_null() {
    assertThat(filled(everything)).containsExactly("pairs");
    assertThat(filled(oneHead)).containsExactly("layer", "head", "weights");
    assertThat(filled(ranking)).containsExactly("ranking");
    assertThat(oneHead.get("layer").intValue()).isEqualTo(9);
    assertThat(oneHead.get("head").intValue()).isEqualTo(11);
  }

  private static List<String> filled(JsonNode look) {
    return List.of("layer", "head", "weights", "ranking", "pairs").stream()
        .filter(key -> !look.get(key).isNull())
        .toList();
  }

  @Test
  void pieces_have_offsets_and_words_have_pieces() {
    JsonNode pieces = Ended.json("""
        [{"text":"[CLS]","segment":1,"start":null,"end":null,"word":0},
        {"text":"Kat","segment":1,"start":0,"end":3,"word":1},
        {"text":"##ten","segment":1,"start":3,"end":6,"word":1},
        {"text":"som","segment":1,"start":7,"end":10,"word":2},
        {"text":"min","segment":1,"start":11,"end":14,"word":3},
        {"text":"gran","segment":1,"start":15,"end":19,"word":4},
        {"text":"##ne","segment":1,"start":19,"end":21,"word":4},
        {"text":"ä","segment":1,"start":22,"end":23,"word":5},
        {"text":"##ger","segment":1,"start":23,"end":26,"word":5},
        {"text":"jag","segment":1,"start":27,"end":30,"word":6},
        {"text":"##ade","segment":1,"start":30,"end":33,"word":6},
        {"text":"mu","segment":1,"start":34,"end":36,"word":7},
        {"text":"##sen","segment":1,"start":36,"end":39,"word":7},
        {"text":"[SEP]","segment":1,"start":null,"end":null,"word":8}]""");
    JsonNode words = Ended.json("""
        [{"text":"[CLS]","pieces":[0]},{"text":"Katten","pieces":[1,2]},
        {"text":"som","pieces":[3]},{"text":"min","pieces":[4]},
        {"text":"granne","pieces":[5,6]},{"text":"äger","pieces":[7,8]},
        {"text":"jagade","pieces":[9,10]},{"text":"musen","pieces":[11,12]},
        {"text":"[SEP]","pieces":[13]}]""");

    for (JsonNode look : List.of(everything, oneHead, ranking)) {
      assertThat(look.get("pieces")).isEqualTo(pieces);
      assertThat(look.get("words")).isEqualTo(words);
    }
  }

  @Test
  void the_verb_finds_subject_and_object_by_head_eleven_of_layer_nine() {
    JsonNode row = oneHead.get("weights").get(JAGADE);

    assertThat(rounded(row.get(1))).isEqualTo("0.265");
    assertThat(rounded(row.get(7))).isEqualTo("0.170");
  }

  @Test
  void weights_are_those_of_the_tensors_summed_by_words_to_the_last_bit() {
    float[][] map = words(8, 10);

    JsonNode rows = oneHead.get("weights");

    assertThat(rows).hasSize(WORDS.size());
    for (int from = 0; from < WORDS.size(); from++) {
      assertThat(floats(rows.get(from))).isEqualTo(map[from]);
    }
  }

  @Test
  void pairs_are_every_ordered_pair_with_its_mean_and_its_largest_head() {
    int units = WORDS.size();
    List<float[][]> maps = allHeads();

    JsonNode pairs = everything.get("pairs");

    assertThat(pairs).hasSize(units * units);
    for (int from = 0; from < units; from++) {
      for (int to = 0; to < units; to++) {
        JsonNode pair = pairs.get(from * units + to);
        assertThat(pair.fieldNames())
            .toIterable()
            .containsExactly("from", "to", "mean", "layer", "head", "weight");
        assertThat(pair.get("from").intValue()).isEqualTo(from);
        assertThat(pair.get("to").intValue()).isEqualTo(to);
        checkPair(pair, weights(maps, from, to));
      }
    }
  }

  private static void checkPair(JsonNode pair, float[] weights) {
    double mean =
        IntStream.range(0, weights.length).mapToDouble(i -> weights[i]).sum() / 144;
    int largest = 0;
    for (int head = 1; head < weights.length; head++) {
      largest = weights[head] > weights[largest] ? head : largest;
    }
    // The order of a sum in float64 may move its last place, and with it that of the float.
    assertThat(real(pair.get("mean"))).isEqualTo((float) mean, within(Math.ulp((float) mean)));
    assertThat(real(pair.get("weight"))).isEqualTo(weights[largest]);
    assertThat(pair.get("layer").intValue()).isEqualTo(largest / 12 + 1);
    assertThat(pair.get("head").intValue()).isEqualTo(largest % 12 + 1);
  }

  @Test
  void the_ranking_has_all_heads_largest_first_and_of_equal_ones_the_lower() {
    float[] weights = weights(allHeads(), JAGADE, 1);
    List<Integer> order = IntStream.range(0, weights.length)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer head) -> -weights[head])
            .thenComparing(Comparator.naturalOrder()))
        .toList();

    JsonNode ranked = ranking.get("ranking");

    assertThat(ranked).hasSize(144);
    for (int i = 0; i < 144; i++) {
      assertThat(ranked.get(i).fieldNames())
          .toIterable()
          .containsExactly("layer", "head", "weight");
      assertThat(ranked.get(i).get("layer").intValue()).isEqualTo(order.get(i) / 12 + 1);
      assertThat(ranked.get(i).get("head").intValue()).isEqualTo(order.get(i) % 12 + 1);
      assertThat(real(ranked.get(i).get("weight"))).isEqualTo(weights[order.get(i)]);
    }
  }

  @Test
  void tensors_are_named_by_layer_and_shaped_by_the_pass() {
    List<String> names = new ArrayList<>(List.of("hidden.0", "pooled"));
    for (int layer = 1; layer <= 12; layer++) {
      names.add("weights." + layer);
      names.add("hidden." + layer);
      assertThat(tensors.tensor("weights." + layer).sizes()).containsExactly(12, 14, 14);
      assertThat(tensors.tensor("hidden." + layer).sizes()).containsExactly(14, 768);
    }

    assertThat(tensors.names()).containsExactlyInAnyOrderElementsOf(names);
    assertThat(tensors.tensor("hidden.0").sizes()).containsExactly(14, 768);
    assertThat(tensors.tensor("pooled").sizes()).containsExactly(768);
    assertThat(tensors.metadata()).containsOnlyKeys("pieces", "text");
    assertThat(tensors.metadata().get("text")).isEqualTo("[\"" + SEED + "\"]");
    assertThat(tensors.metadata().get("pieces"))
        .isEqualTo("[\"[CLS]\",\"Kat\",\"##ten\",\"som\",\"min\",\"gran\",\"##ne\",\"ä\",\"##ger\","
            + "\"jag\",\"##ade\",\"mu\",\"##sen\",\"[SEP]\"]");
  }

  /** Within 2e-5 for weights, 1e-4 for hidden states, 5e-5 for the pooled: what the model owes. */
  @Test
  void tensors_are_those_computed_elsewhere_in_float64() {
    try (var golden = Safetensors.open(Found.golden("bert-base-multilingual-cased.safetensors"))) {
      for (int layer = 0; layer < 12; layer++) {
        assertThat(tensors.tensor("weights." + (layer + 1)).toFloats())
            .containsExactly(golden.tensor("seed.weights").at(layer).toFloats(), within(2e-5f));
      }
      for (int index = 0; index <= 12; index++) {
        assertThat(tensors.tensor("hidden." + index).toFloats())
            .containsExactly(golden.tensor("seed.hidden").at(index).toFloats(), within(1e-4f));
      }
      assertThat(tensors.tensor("pooled").toFloats())
          .containsExactly(golden.tensor("seed.pooled").toFloats(), within(5e-5f));
    }
  }

  private static List<float[][]> allHeads() {
    return IntStream.range(0, 144).mapToObj(i -> words(i / 12, i % 12)).toList();
  }

  private static float[] weights(List<float[][]> maps, int from, int to) {
    float[] weights = new float[maps.size()];
    for (int head = 0; head < weights.length; head++) {
      weights[head] = maps.get(head)[from][to];
    }
    return weights;
  }

  /** Sums over the pieces looked at, averages over those that look (docs/formats.md). */
  private static float[][] words(int layer, int head) {
    Tensor pieces = tensors.tensor("weights." + (layer + 1)).at(head);
    float[][] map = new float[WORDS.size()][WORDS.size()];
    for (int from = 0; from < map.length; from++) {
      for (int to = 0; to < map.length; to++) {
        double sum = 0;
        for (int t : WORDS.get(from)) {
          float[] row = pieces.at(t).toFloats();
          for (int s : WORDS.get(to)) {
            sum += row[s];
          }
        }
        map[from][to] = (float) (sum / WORDS.get(from).size());
      }
    }
    return map;
  }

  private static float[] floats(JsonNode row) {
    float[] floats = new float[row.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = real(row.get(i));
    }
    return floats;
  }

  private static float real(JsonNode number) {
    assertThat(number.isNumber()).isTrue();
    return Float.parseFloat(number.asText());
  }

  private static String rounded(JsonNode weight) {
    return String.format(Locale.ROOT, "%.3f", weight.doubleValue());
  }
}
