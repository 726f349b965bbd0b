package io.blick.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.blick.models.format.safetensors.Safetensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code complete} writes with a real model. */
@Tag("process")
class CompleteProcessTest {
  private static final String MODEL = "smollm2-135m-instruct";
  private static final int END = 2;

  @BeforeEach
  void find() {
    Found.model(MODEL);
  }

  private static Start complete(String... arguments) {
    List<String> all = new ArrayList<>(List.of("complete"));
    all.addAll(List.of(arguments));
    return Start.blick(all.toArray(String[]::new));
  }

  /** The pieces are those computed elsewhere in float64, up to the first that ends the text. */
  @ParameterizedTest
  @CsvSource({
    "gravity, Gravity is",
    "seed, Katten som min granne äger jagade musen",
    "cat, The cat that my neighbour owns chased the mouse. The mouse was afraid of the",
    "repeat, red apple blue chair green lamp red apple blue chair green"
  })
  void the_pieces_are_those_computed_elsewhere(String name, String text) {
    JsonNode json =
        complete(text, "--pieces", "24", "--format", "json").ended().well().json();

    List<Integer> written = new ArrayList<>();
    json.get("pieces").forEach(piece -> written.add(piece.get("id").intValue()));
    try (var golden = Safetensors.open(Found.golden("causal/SmolLM2-135M-Instruct.safetensors"))) {
      List<Integer> expected =
          Arrays.stream(golden.tensor(name + ".greedy.ids").toInts()).boxed().toList();
      int end = expected.indexOf(END);
      assertThat(written).isEqualTo(end < 0 ? expected : expected.subList(0, end + 1));
    }
    assertThat(json.fieldNames())
        .toIterable()
        .containsExactly("model", "text", "completion", "pieces", "stopped", "seed");
    assertThat(json.get("model").textValue()).isEqualTo(MODEL);
    assertThat(json.get("text").textValue()).isEqualTo(text);
    assertThat(json.get("seed").intValue()).isZero();
  }

  @Test
  void a_special_piece_that_is_typed_is_one_and_an_end_ends() {
    // Of standard input a final line feed is left out.
    String turns = """
        <|im_start|>user
        What is the capital of France?<|im_end|>
        <|im_start|>assistant

        """;

    JsonNode json =
        complete("-", "--format", "json").reading(turns).ended().well().json();

    assertThat(json.get("completion").textValue()).isEqualTo("The capital of France is Paris.");
    assertThat(json.get("stopped").textValue()).isEqualTo("end");
    JsonNode last = json.get("pieces").get(json.get("pieces").size() - 1);
    assertThat(last.get("id").intValue()).isEqualTo(END);
    assertThat(last.get("text").textValue()).isEmpty();
    assertThat(last.get("logprob").doubleValue()).isBetween(-1.0, 0.0);
  }

  @Test
  void text_is_what_json_has_and_stops_before_a_text() {
    JsonNode json = complete("Gravity is", "--pieces", "24", "--format", "json")
        .ended()
        .well()
        .json();
    String whole = json.get("completion").textValue();

    assertThat(complete("Gravity is", "--pieces", "24").ended().well().out())
        .isEqualTo(whole + "\n");
    assertThat(complete("Gravity is", "--pieces", "24", "--stop", " that", "--stop", "xyz")
            .ended()
            .well()
            .out())
        .isEqualTo(whole.substring(0, whole.indexOf(" that")) + "\n");
    assertThat(json.get("stopped").textValue()).isEqualTo("length");
  }

  @Test
  void what_cannot_go_on_is_a_sentence() {
    assertThat(complete("").ended().exit()).isEqualTo(1);
    Ended none = complete("Gravity is", "--pieces", "0").ended();
    assertThat(none.exit()).isEqualTo(2);
    assertThat(none.err()).startsWith("blick complete: --pieces must be a whole number from 1");
    Ended empty = complete("Gravity is", "--stop", "").ended();
    assertThat(empty.exit()).isEqualTo(2);
    Ended encoder =
        complete("Gravity is", "--model", "bert-base-multilingual-cased").ended();
    assertThat(encoder.exit()).isEqualTo(1);
    assertThat(encoder.err()).startsWith("blick: complete: the model must have a next-piece head");
  }
}
