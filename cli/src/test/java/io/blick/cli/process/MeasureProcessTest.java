package io.blick.cli.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code look --measure} on multilingual BERT, by words. */
@Tag("process")
class MeasureProcessTest {
  private static final String SEED = "Katten som min granne äger jagade musen";

  @BeforeAll
  static void find() {
    Found.model("bert-base-multilingual-cased");
  }

  private static Ended look(String... options) {
    List<String> arguments = new ArrayList<>(List.of("look", SEED));
    arguments.addAll(List.of(options));
    return Start.blick(arguments.toArray(String[]::new)).ended();
  }

  private static List<String> filled(JsonNode look) {
    return Stream.of("layer", "head", "weights", "ranking", "pairs")
        .filter(key -> !look.get(key).isNull())
        .toList();
  }

  @Test
  void rollout_has_a_layer_and_no_head_and_its_rows_sum_to_one() {
    JsonNode last = look("--measure", "rollout", "--format", "json").well().json();
    JsonNode third =
        look("--measure", "rollout", "--layer", "3", "--format", "json").well().json();

    for (JsonNode look : List.of(last, third)) {
      assertThat(look.get("measure").textValue()).isEqualTo("rollout");
      assertThat(filled(look)).containsExactly("layer", "weights");
      assertThat(look.has("head") && look.has("ranking") && look.has("pairs")).isTrue();
      assertThat(look.get("weights")).hasSize(9);
      for (JsonNode row : look.get("weights")) {
        double sum = 0;
        for (JsonNode weight : row) {
          sum += weight.doubleValue();
        }
        assertThat(sum).isEqualTo(1, within(12 * 14 * 0x1p-24));
      }
    }
    assertThat(last.get("layer").intValue()).isEqualTo(12);
    assertThat(third.get("layer").intValue()).isEqualTo(3);
    assertThat(third.get("weights")).isNotEqualTo(last.get("weights"));
  }

  @Test
  void norms_stand_where_weights_stand_and_agree_with_each_other() {
    JsonNode head = look("--measure", "norm", "--layer", "9", "--head", "11", "--format", "json")
        .well()
        .json();
    JsonNode ranking = look(
            "--measure", "norm", "--from", "jagade", "--to", "Katten", "--format", "json")
        .well()
        .json();
    JsonNode everything = look("--measure", "norm", "--format", "json").well().json();

    assertThat(head.get("measure").textValue()).isEqualTo("norm");
    assertThat(filled(head)).containsExactly("layer", "head", "weights");
    assertThat(filled(ranking)).containsExactly("ranking");
    assertThat(filled(everything)).containsExactly("pairs");
    double norm = head.get("weights").get(6).get(1).doubleValue();
    assertThat(norm).isEqualTo(2.141, within(0.001));
    JsonNode first = ranking.get("ranking").get(0);
    JsonNode pair = everything.get("pairs").get(6 * 9 + 1);
    assertThat(pair.get("weight")).isEqualTo(first.get("weight"));
    assertThat(pair.get("layer")).isEqualTo(first.get("layer"));
    for (JsonNode ranked : ranking.get("ranking")) {
      if (ranked.get("layer").intValue() == 9 && ranked.get("head").intValue() == 11) {
        assertThat(ranked.get("weight").doubleValue()).isEqualTo(norm);
      }
    }
  }

  @Test
  void a_picture_says_what_its_numbers_are() {
    String norms = look("--measure", "norm", "--layer", "9", "--head", "11", "--format", "svg")
        .well()
        .out();
    String rollout = look("--measure", "rollout").well().out();

    assertThat(norms).contains("‖α f(v)‖", "colour is the largest number among the words");
    assertThat(rollout).startsWith("rollout up to layer 12 · ").contains("(Abnar & Zuidema 2020)");
  }

  @Test
  void a_layer_that_the_model_has_not_is_one_sentence() {
    assertThat(look("--measure", "rollout", "--layer", "13").failure())
        .isEqualTo("blick: --layer must be from 1 to 12 in bert-base-multilingual-cased; got 13");
  }
}
