package io.blick.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.blick.cli.process.Found;
import io.blick.lens.report.Progress;
import io.blick.lens.report.senses.SensesRequest;
import io.blick.lens.report.senses.SensesResult;
import io.blick.models.Models;
import io.blick.models.text.TextModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@code senses} prints, beside the same answer of the library. */
class SensesCommandTest {
  private static final List<String> TEXTS =
      List.of("the bank lends money", "the bank of the river", "my bank account");

  @BeforeEach
  void find() {
    Found.model("bert-base-uncased");
  }

  private static String out(String format) {
    Run run = Run.reading(
        String.join("\n", TEXTS),
        "senses",
        "bank",
        "-",
        "--layer=4",
        "--model=bert-base-uncased",
        "--format",
        format);
    assertThat(run.exit()).isEqualTo(Exit.DONE);
    return run.out();
  }

  @Test
  void the_command_prints_what_the_library_answers() throws IOException {
    var request = new SensesRequest("bank", TEXTS, OptionalInt.of(3));
    var json = new ByteArrayOutputStream();
    String svg;
    try (TextModel model = Models.open(Found.model("bert-base-uncased"))) {
      SensesResult result = SensesResult.of(model, request, Progress.silent());
      result.json(json);
      svg = result.svg();
    }

    assertThat(out("json")).isEqualTo(json.toString(StandardCharsets.UTF_8));
    assertThat(out("svg")).isEqualTo(svg);
  }

  @Test
  void tsv_has_the_cosines_of_json() throws IOException {
    JsonNode layers = new ObjectMapper().readTree(out("json")).get("cosines");

    List<String> lines = out("tsv").lines().toList();

    assertThat(lines).hasSize(1 + 13 * 3).startsWith("hidden\tfirst\tsecond\tcosine\tothers");
    assertThat(lines.get(1 + 5 * 3 + 2))
        .isEqualTo("5\t1\t2\t%s\t%s"
            .formatted(
                layers.get(5).get("matrix").get(1).get(2).asText(),
                layers.get(5).get("others").asText()));
  }
}
