package io.blick.cli.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.blick.models.format.safetensors.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What {@code fill} answers. */
@Tag("process")
class FillProcessTest {

  /** Probabilities are within 5e-5 of those computed elsewhere in float64. */
  @Test
  void the_twenty_best_are_those_computed_elsewhere() throws IOException {
    String name = "bert-base-multilingual-cased";
    List<String> vocabulary = Files.readAllLines(Found.model(name).resolve("vocab.txt"));
    Path golden = Found.golden(name + ".safetensors");

    JsonNode fill = Start.blick(
            "fill", "Stockholm är Sveriges [MASK].", "--format", "json", "--top", "20")
        .ended()
        .well()
        .json();

    assertThat(fill.fieldNames()).toIterable().containsExactly("model", "text", "masks", "second");
    assertThat(fill.get("model").textValue()).isEqualTo(name);
    assertThat(fill.get("text").textValue()).isEqualTo("Stockholm är Sveriges [MASK].");
    assertThat(fill.get("masks")).hasSize(1);
    JsonNode predictions = fill.get("masks").get(0).get("predictions");
    assertThat(fill.get("masks").get(0).get("position").intValue()).isEqualTo(4);
    assertThat(predictions).hasSize(20);
    try (var reference = Safetensors.open(golden)) {
      int[] ids = reference.tensor("fill.masked.ids").toInts();
      float[] probabilities = reference.tensor("fill.masked.probabilities").toFloats();
      for (int i = 0; i < 20; i++) {
        JsonNode prediction = predictions.get(i);
        assertThat(prediction.fieldNames()).toIterable().containsExactly("piece", "probability");
        assertThat(prediction.get("piece").textValue()).isEqualTo(vocabulary.get(ids[i]));
        assertThat(prediction.get("probability").floatValue())
            .isEqualTo(probabilities[i], within(5e-5f));
      }
    }
  }

  @Test
  void in_a_file_numbers_stand_alone_and_on_a_terminal_with_bars() {
    Found.model("bert-base-uncased");
    Start fill = Start.blick(
        "fill", "[MASK] is the capital of [MASK].", "--top", "2", "--model", "bert-base-uncased");

    String file = fill.ended().well().out();
    String screen = fill.onTerminal(83).with("NO_COLOR", "1").ended().well().screen();

    assertThat(file).isEqualTo("""
        [MASK] is the capital of [MASK].

        [MASK], piece 1
        probability  piece
             0.7001  it
             0.0109  bucharest

        [MASK], piece 6
        probability  piece
             0.0286  ghana
             0.0259  malawi
        """);
    assertThat(screen).isEqualTo("""
        [MASK] is the capital of [MASK].

        [MASK], piece 1
        probability  piece
             0.7001  it         ████████████████▊
             0.0109  bucharest  ▎

        [MASK], piece 6
        probability  piece
             0.0286  ghana   ▋
             0.0259  malawi  ▋
        """);
  }
}
