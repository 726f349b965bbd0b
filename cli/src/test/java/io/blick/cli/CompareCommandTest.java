package io.blick.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.blick.lens.report.compare.CompareRequest;
import io.blick.lens.report.compare.CompareResult;
import io.blick.lens.report.look.LookRequest;
import io.blick.lens.report.look.LookTarget;
import io.blick.lens.trace.EdgeScore;
import io.blick.lens.trace.Granularity;
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

/** What {@code look} prints of two texts, and of two models. */
class CompareCommandTest {
  private static final String TAGS = "../models/src/test/resources/encoders/bert-tags";
  private static final String MASKED = "../models/src/test/resources/encoders/bert-masked";

  @Test
  void two_texts_are_compared_as_the_library_does() throws IOException {
    var request = new CompareRequest(
        "Anna bor i Lund",
        "Anna bor i Malmö",
        new LookTarget.OneHead(new Head(1, 1)),
        EdgeScore.NORM,
        Granularity.PIECES);
    try (TextModel model = Models.open(Path.of(TAGS))) {
      CompareResult result = CompareResult.of(model, request);
      List<String> options =
          List.of("--layer", "2", "--head", "2", "--measure", "norm", "--unit", "pieces");

      assertThat(run("Anna bor i Lund", "--against", "Anna bor i Malmö", options, "json"))
          .isEqualTo(json(result));
      assertThat(run("Anna bor i Lund", "--against", "Anna bor i Malmö", options, "svg"))
          .isEqualTo(result.svg());
    }
  }

  @Test
  void two_models_are_compared_as_the_library_does() throws IOException {
    try (TextModel first = Models.open(Path.of(TAGS));
        TextModel second = Models.open(Path.of(MASKED))) {
      CompareResult result = CompareResult.of(first, second, LookRequest.of("Anna bor i Lund"));

      assertThat(run("Anna bor i Lund", "--against-model", MASKED, List.of(), "json"))
          .isEqualTo(json(result));
    }
  }

  @Test
  void a_word_that_one_text_lacks_is_told_with_the_text() {
    Run run = Run.of(
        "look", "Anna bor", "--against", "Lund", "--from", "Anna", "--to", "bor", "--model", TAGS);

    assertThat(run.exit()).isEqualTo(Exit.FAILED);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("blick: second text: words: the name must be that of a word");
  }

  @Test
  void a_head_that_one_model_lacks_is_told_with_the_model() {
    Run run = Run.of(
        "look", "Anna", "--layer", "3", "--head", "1", "--model", TAGS, "--against-model", MASKED);

    assertThat(run.exit()).isEqualTo(Exit.FAILED);
    assertThat(run.err()).contains("layer must be from 1 to 2 in bert-tags; got 3");
  }

  private static String run(
      String text, String option, String against, List<String> more, String format) {
    List<String> all = new ArrayList<>(
        List.of("look", text, option, against, "--model", TAGS, "--format", format));
    all.addAll(more);
    Run run = Run.of(all.toArray(String[]::new));
    assertThat(run.err()).isEmpty();
    return run.out();
  }

  private static String json(CompareResult result) throws IOException {
    var out = new ByteArrayOutputStream();
    result.json(out);
    return out.toString(StandardCharsets.UTF_8);
  }
}
