package io.blick.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.blick.lens.report.Progress;
import io.blick.lens.report.ablation.AblationRequest;
import io.blick.lens.report.attribution.AttributionBy;
import io.blick.lens.report.attribution.AttributionOutput;
import io.blick.lens.report.attribution.AttributionRequest;
import io.blick.lens.report.attribution.AttributionResult;
import io.blick.lens.trace.Granularity;
import io.blick.models.Models;
import io.blick.models.text.TextModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What {@code attribute} prints, beside the same answer of the library. */
class AttributeCommandTest {
  private static final String TEXT = "Anna bor i Lund.";

  private static void same(String folder, AttributionRequest request, String... arguments)
      throws IOException {
    Path model = Path.of("..", "models", "src", "test", "resources", "encoders", folder);
    var out = new ByteArrayOutputStream();
    try (TextModel opened = Models.open(model)) {
      AttributionResult.of(opened, request, Progress.silent()).json(out);
    }
    List<String> all = new ArrayList<>(List.of("attribute", TEXT));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--format=json", "--model=" + model));

    Run run = Run.of(all.toArray(String[]::new));

    assertThat(run.exit()).as(run.err()).isEqualTo(Exit.DONE);
    assertThat(run.out()).isEqualTo(out.toString(StandardCharsets.UTF_8));
  }

  @Test
  void the_command_prints_what_the_library_answers() throws IOException {
    var alone = new AblationRequest.Text(TEXT);

    same("bert-masked", new AttributionRequest(alone));
    same("electra-tags", new AttributionRequest(alone, AttributionBy.OCCLUSION), "--by=occlusion");
    same(
        "mpnet-answers",
        new AttributionRequest(new AblationRequest.Asked(TEXT, "Var bor Anna?")),
        "--question=Var bor Anna?");
    same(
        "distilbert-classes",
        new AttributionRequest(new AblationRequest.Pair(TEXT, "Katten satt.")),
        "--second=Katten satt.");
    same(
        "bert-model",
        new AttributionRequest(
            alone,
            AttributionBy.VALUE_ZEROING,
            Optional.of(AttributionOutput.MIXING),
            Optional.of(1),
            Granularity.PIECES),
        "--of=mixing",
        "--layer=2",
        "--unit=pieces");
  }

  @Test
  void what_a_model_lacks_names_the_option() {
    String model = "../models/src/test/resources/encoders/bert-tags";

    Run run = Run.of("attribute", TEXT, "--of=class", "--model=" + model);

    assertThat(run.exit()).isEqualTo(Exit.FAILED);
    assertThat(run.err()).endsWith("blick: --of must be tags in bert-tags; got class\n");
  }

  @Test
  void options_that_do_not_go_together_are_wrong_usage() {
    wrong("--of mixing needs --by value-zeroing; got occlusion", "--of=mixing", "--by=occlusion");
    wrong("--layer needs --by value-zeroing; got occlusion", "--layer=1", "--by=occlusion");
    wrong("--of must be class or mixing with --second; got tags", "--of=tags", "--second=Katten");
  }

  private static void wrong(String sentence, String... options) {
    List<String> all = new ArrayList<>(List.of("attribute", TEXT));
    all.addAll(List.of(options));

    Run run = Run.of(all.toArray(String[]::new));

    assertThat(run.exit()).as(run.err()).isEqualTo(Exit.USAGE);
    assertThat(run.err()).isEqualTo("blick attribute: " + sentence + "\n");
    assertThat(run.out()).isEmpty();
  }
}
