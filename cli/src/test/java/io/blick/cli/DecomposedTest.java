package io.blick.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.blick.cli.process.Found;
import java.io.IOException;
import java.text.Normalizer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts whose letters and marks are typed apart, and texts of which a model drops marks. */
class DecomposedTest {
  private static final String SEED = "Katten som min granne äger jagade musen";
  private static final String APART = Normalizer.normalize(SEED, Normalizer.Form.NFD);

  @Test
  void a_word_that_is_unknown_only_as_it_is_typed_is_noted() {
    Found.model("bert-base-multilingual-cased");

    Run apart = Run.of("look", APART, "--layer", "9", "--head", "11", "--format", "json");
    Run together = Run.of("look", SEED, "--layer", "9", "--head", "11", "--format", "json");

    assertThat(apart.exit()).isEqualTo(Exit.DONE);
    assertThat(apart.err())
        .isEqualTo(
            "blick: note: \"äger\" is decomposed (NFD) in the text, and so unknown to the model,"
                + " whose vocabulary knows it composed (NFC); type or convert it so\n");
    assertThat(together.err()).isEmpty();
  }

  @Test
  void every_command_that_reads_a_text_notes_it() {
    Found.model("bert-base-multilingual-cased");

    assertThat(Run.of("tokens", APART).err()).contains("note: \"äger\" is decomposed");
    assertThat(Run.of("heads", APART).err()).contains("note: \"äger\" is decomposed");
    assertThat(Run.of("fill", APART + " [MASK]").err()).contains("note: \"äger\" is decomposed");
    assertThat(Run.of("senses", "som", APART, SEED).err()).contains("note: \"äger\" is decomposed");
    assertThat(Run.of("steps", APART, "--layer", "1", "--head", "1", "--from", "äger")
            .err())
        .contains("note: \"äger\" is decomposed");
    assertThat(Run.of("ablate", "ä [MASK]".replace("ä", "äger"), "--silence", "1-1")
            .err())
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u00e4ger", "a\u0308ger"})
  void a_word_that_is_unknown_is_ranked_under_both_of_its_names(String name) throws IOException {
    Found.model("bert-base-multilingual-cased");

    Run run = Run.of("look", APART, "--from", name, "--to", "jagade", "--format", "json");
    JsonNode look = new JsonMapper().readTree(run.out());

    assertThat(run.exit()).isEqualTo(Exit.DONE);
    assertThat(look.get("words").get(5).toString())
        .isEqualTo("{\"text\":\"a\u0308ger\",\"pieces\":[7]}");
    assertThat(look.get("pieces").get(7).toString())
        .isEqualTo("{\"text\":\"[UNK]\",\"segment\":1,\"start\":22,\"end\":27,\"word\":5}");
    assertThat(look.get("ranking")).hasSize(144);
    for (int rank : List.of(0, 71, 143)) {
      JsonNode head = look.get("ranking").get(rank);
      JsonNode alone = new JsonMapper()
          .readTree(Run.of(
                  "look",
                  APART,
                  "--format=json",
                  "--layer=" + head.get("layer"),
                  "--head=" + head.get("head"))
              .out());
      assertThat(alone.get("weights").get(5).get(6)).isEqualTo(head.get("weight"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"cafe\u0301", "cafe", "caf\u00e9"})
  void a_word_is_found_as_it_stands_as_it_is_shown_and_composed(String name) {
    Found.model("all-MiniLM-L6-v2");

    Run run = Run.of(
        "look",
        "cafe\u0301 x",
        "--from",
        name,
        "--to",
        "x",
        "--format",
        "json",
        "--model",
        "all-MiniLM-L6-v2");

    assertThat(run.err()).isEmpty();
    assertThat(run.out()).contains("\"words\":[{\"text\":\"[CLS]\"", "{\"text\":\"cafe\",");
  }
}
