package io.blick.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.blick.cli.process.Found;
import io.blick.core.attention.Cuts;
import io.blick.lens.report.Progress;
import io.blick.lens.report.ablation.AblationMeasure;
import io.blick.lens.report.ablation.AblationRequest;
import io.blick.lens.report.ablation.AblationResult;
import io.blick.lens.report.ablation.NamedEdge;
import io.blick.lens.trace.Head;
import io.blick.models.Models;
import io.blick.models.text.TextModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@code ablate} prints, beside the same answer of the library. */
class AblateCommandTest {
  private static final String MODEL = "--model=bert-base-uncased";

  @Test
  void the_command_prints_what_the_library_answers() throws IOException {
    var request = new AblationRequest(
        new AblationRequest.Text("a cat sat"),
        List.of(new Head(7, 3), new Head(8, 10)),
        List.of(new NamedEdge("sat", "cat")),
        List.of(new Head(2, 2)),
        Cuts.Rest.KEPT,
        2);
    var out = new ByteArrayOutputStream();
    try (TextModel model = Models.open(Found.model("bert-base-uncased"))) {
      AblationResult.of(model, request, Progress.silent()).json(out);
    }

    Run run = Run.of(
        "ablate",
        "a cat sat",
        "--silence=9-11,8-4",
        "--cut=sat:cat",
        "--in=3-3",
        "--others=kept",
        "--top=2",
        "--format=json",
        MODEL);

    assertThat(run.exit()).isEqualTo(Exit.DONE);
    assertThat(run.out()).isEqualTo(out.toString(StandardCharsets.UTF_8));
  }

  /** Returns what a command prints as JSON, beside what the library answers. */
  private static void same(String folder, AblationRequest request, String... arguments)
      throws IOException {
    Path model = Path.of("..", "models", "src", "test", "resources", "encoders", folder);
    var out = new ByteArrayOutputStream();
    try (TextModel opened = Models.open(model)) {
      AblationResult.of(opened, request, Progress.silent()).json(out);
    }
    List<String> all = new ArrayList<>(List.of("ablate", "Anna bor i Lund."));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--format=json", "--model=" + model));

    Run run = Run.of(all.toArray(String[]::new));

    assertThat(run.exit()).as(run.err()).isEqualTo(Exit.DONE);
    assertThat(run.out()).isEqualTo(out.toString(StandardCharsets.UTF_8));
  }

  @Test
  void other_heads_are_measured_as_the_library_measures_them() throws IOException {
    String text = "Anna bor i Lund.";
    var alone = new AblationRequest.Text(text);

    same(
        "mpnet-answers",
        new AblationRequest(new AblationRequest.Asked(text, "Var bor Anna?")),
        "--question=Var bor Anna?");
    same(
        "distilbert-classes",
        new AblationRequest(new AblationRequest.Pair(text, "Katten satt.")),
        "--second=Katten satt.");
    same("electra-tags", new AblationRequest(alone, AblationMeasure.TAGS), "--of=tags");
    same("bert-classes", new AblationRequest(alone, List.of(new Head(1, 0))), "--silence=2-1");
  }

  @Test
  void what_a_model_lacks_names_the_option() {
    String model = "../models/src/test/resources/encoders/bert-tags";

    Run run = Run.of("ablate", "Anna bor i Lund.", "--of=class", "--model=" + model);

    assertThat(run.exit()).isEqualTo(Exit.FAILED);
    assertThat(run.err()).endsWith("blick: --of must be tags in bert-tags; got class\n");
  }

  @Test
  void tsv_has_the_numbers_of_json() throws IOException {
    Found.model("bert-base-uncased");
    String[] asked = {"ablate", "the [MASK] sat", "--silence", "9-11", MODEL, "--format", "json"};

    JsonNode mask =
        new ObjectMapper().readTree(Run.of(asked).out()).get("masks").get(0);
    asked[asked.length - 1] = "tsv";
    List<String> lines = Run.of(asked).out().lines().toList();

    assertThat(lines).hasSize(1 + 5);
    for (int rank = 0; rank < 5; rank++) {
      JsonNode before = mask.get("before").get(rank);
      JsonNode after = mask.get("after").get(rank);
      assertThat(List.of(lines.get(rank + 1).split("\t", -1)))
          .containsExactly(
              mask.get("position").asText(),
              before.get("piece").asText(),
              before.get("probability").asText(),
              after.get("piece").asText(),
              after.get("probability").asText(),
              mask.get("distance").asText(),
              mask.get("fall").asText());
    }
  }
}
