package io.blick.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.blick.lens.report.look.LookRequest;
import io.blick.lens.report.look.LookTarget;
import io.blick.lens.report.look.WindowedLookResult;
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
import org.junit.jupiter.api.io.TempDir;

/** Long texts: refused with a way out, and read in windows. */
class WindowCommandTest {
  private static final String FOLDER = "../models/src/test/resources/encoders/bert-tags";
  private static final String TEXT = "Anna bor i Lund och Malmö . Anna sover i Lund .";

  @Test
  void a_long_text_is_read_as_the_library_does() throws IOException {
    var request = new LookRequest(
        List.of(TEXT), new LookTarget.OneHead(new Head(1, 1)), EdgeScore.NORM, Granularity.WORDS);
    try (TextModel model = Models.open(Path.of(FOLDER))) {
      WindowedLookResult result = WindowedLookResult.of(model, request, 11);
      var json = new ByteArrayOutputStream();
      result.json(json);

      assertThat(run("json")).isEqualTo(json.toString(StandardCharsets.UTF_8));
      assertThat(run("svg")).isEqualTo(result.svg());
    }
  }

  private static String run(String format) {
    Run run = Run.of(
        "look",
        TEXT,
        "--window",
        "11",
        "--layer",
        "2",
        "--head",
        "2",
        "--measure",
        "norm",
        "--model",
        FOLDER,
        "--format",
        format);
    assertThat(run.err()).isEmpty();
    return run.out();
  }

  @Test
  void a_text_that_is_too_long_is_told_of_windows() {
    String longText = "Anna ".repeat(600);

    for (String command : List.of("look", "heads")) {
      Run run = Run.of(command, longText, "--model", FOLDER);

      assertThat(run.exit()).isEqualTo(Exit.FAILED);
      assertThat(run.err())
          .matches("blick: text: it must have at most (\\d+) pieces, the positions of bert-tags;"
              + " got \\d+; shorten it, or give --window \\1\n");
    }
  }

  @Test
  void windows_are_not_named_where_they_would_be_refused(@TempDir Path folder) {
    String longText = "Anna ".repeat(600);
    String corpus = "../docs/examples/katten.conllu";
    String file = folder.resolve("weights.safetensors").toString();
    List<List<String>> all = List.of(
        List.of("look", longText, "--second", "Lund"),
        List.of("look", longText, "--against", "Lund"),
        List.of("look", longText, "--format", "safetensors", "--out", file),
        List.of(
            "heads",
            "--corpus",
            corpus,
            "--looks",
            "--layer",
            "1",
            "--head",
            "1",
            "--near",
            longText,
            "--from",
            "Anna"));

    for (List<String> one : all) {
      List<String> words = new ArrayList<>(one);
      words.addAll(List.of("--model", FOLDER));
      Run run = Run.of(words.toArray(String[]::new));

      assertThat(run.exit()).isEqualTo(Exit.FAILED);
      assertThat(run.err()).contains("it must have at most").endsWith("; shorten it\n");
    }
    Run run = Run.of("heads", "--corpus", corpus, "--looks", "--window", "9", "--model", FOLDER);
    assertThat(run.exit()).isEqualTo(Exit.USAGE);
    assertThat(run.err()).contains("--window and --looks exclude each other; give one");
  }

  @Test
  void heads_read_long_texts_in_windows() {
    Run run = Run.of("heads", TEXT, "--window", "11", "--format", "json", "--model", FOLDER);

    assertThat(run.exit()).isEqualTo(Exit.DONE);
    assertThat(run.out()).contains("\"texts\":1,\"skipped\":0,").endsWith("],\"window\":11}\n");
  }

  @Test
  void a_window_that_the_model_cannot_read_is_refused() {
    Run run = Run.of("look", TEXT, "--window", "2", "--model", FOLDER);

    assertThat(run.exit()).isEqualTo(Exit.FAILED);
    assertThat(run.err())
        .isEqualTo("blick: --window must be at least 3 pieces, the 2 that bert-tags adds and one of"
            + " the text; got 2\n");
  }
}
