package io.blick.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.blick.cli.output.Output;
import io.blick.cli.process.Found;
import io.blick.lens.report.task.AnswerRequest;
import io.blick.lens.report.task.AnswerResult;
import io.blick.lens.report.task.ClassifyRequest;
import io.blick.lens.report.task.ClassifyResult;
import io.blick.lens.report.task.TagRequest;
import io.blick.lens.report.task.TagResult;
import io.blick.lens.report.task.TaskTexts;
import io.blick.models.Models;
import io.blick.models.text.TextModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** The commands classify, tag and answer print what the library writes, of small encoders. */
class TaskCommandsTest {
  private static final String TEXT = "Anna bor i Lund, 7 mil härifrån.";

  private static String folder(String name) {
    return Path.of("..", "models", "src", "test", "resources", "encoders", name).toString();
  }

  private static String written(Output.Body body) throws IOException {
    var out = new ByteArrayOutputStream();
    body.writeTo(out);
    return out.toString(StandardCharsets.UTF_8);
  }

  private static <R> R of(String folder, Function<TextModel, R> step) {
    try (TextModel model = Models.open(Path.of(folder(folder)))) {
      return step.apply(model);
    }
  }

  private static Run run(String input, String folder, String format, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--model", folder(folder), "--format", format));
    Run run = Run.reading(input, all.toArray(String[]::new));
    assertThat(run.err()).isEmpty();
    assertThat(run.exit()).isEqualTo(Exit.DONE);
    return run;
  }

  @Test
  void classify_prints_what_the_library_writes() throws IOException {
    var texts = new TaskTexts(List.of(TEXT, "The cat sat."));
    ClassifyResult result =
        of("distilbert-classes", model -> ClassifyResult.of(model, new ClassifyRequest(texts)));

    String[] command = {"classify", TEXT, "The cat sat."};

    assertThat(run("", "distilbert-classes", "json", command).out())
        .isEqualTo(written(result::json));
    assertThat(run("", "distilbert-classes", "tsv", command).out()).isEqualTo(written(result::tsv));
    assertThat(run(TEXT + "\nThe cat sat.", "distilbert-classes", "json", "classify", "-")
            .out())
        .isEqualTo(written(result::json));
  }

  @Test
  void classify_takes_a_second_text() throws IOException {
    var request = new ClassifyRequest(new TaskTexts(List.of(TEXT)), Optional.of("Var bor Anna?"));
    ClassifyResult result = of("bert-score", model -> ClassifyResult.of(model, request));

    assertThat(run("", "bert-score", "json", "classify", TEXT, "--second", "Var bor Anna?")
            .out())
        .isEqualTo(written(result::json));
    assertThat(run("Var bor Anna?\n", "bert-score", "json", "classify", TEXT, "--second", "-")
            .out())
        .isEqualTo(written(result::json));
  }

  @Test
  void tag_prints_what_the_library_writes() throws IOException {
    var texts = new TaskTexts(List.of(TEXT, "The cat sat."));
    TagResult result = of("mpnet-tags", model -> TagResult.of(model, new TagRequest(texts)));

    String lines = TEXT + "\r\nThe cat sat.\n";

    assertThat(run(lines, "mpnet-tags", "json", "tag", "-").out()).isEqualTo(written(result::json));
    assertThat(run(lines, "mpnet-tags", "tsv", "tag", "-").out()).isEqualTo(written(result::tsv));
    assertThat(run(lines, "mpnet-tags", "text", "tag", TEXT, "The cat sat.").out())
        .isEqualTo(run(lines, "mpnet-tags", "text", "tag", "-").out());
  }

  @Test
  void answer_prints_what_the_library_writes() throws IOException {
    AnswerResult result = of(
        "electra-answers",
        model -> AnswerResult.of(model, new AnswerRequest(TEXT, "Var bor Anna?", 3)));
    String[] command = {"answer", TEXT, "--question", "Var bor Anna?", "--top", "3"};

    assertThat(run("", "electra-answers", "json", command).out()).isEqualTo(written(result::json));
    assertThat(run("", "electra-answers", "tsv", command).out()).isEqualTo(written(result::tsv));
    assertThat(run(
                TEXT + "\n",
                "electra-answers",
                "json",
                "answer",
                "-",
                "--question",
                "Var bor Anna?",
                "--top",
                "3")
            .out())
        .isEqualTo(written(result::json));
  }

  @Test
  void a_question_without_pieces_is_named() {
    Run run = Run.of("answer", TEXT, "--question", "\u200b", "--model", folder("electra-answers"));

    assertThat(run.exit()).isEqualTo(Exit.FAILED);
    assertThat(run.err())
        .isEqualTo("blick: --question must have at least one piece of its own; got none\n");
  }

  @Test
  void an_empty_value_is_wrong_usage() {
    Run second = Run.of("classify", TEXT, "--second", "", "--model", folder("electra-classes"));
    Run question = Run.of("answer", TEXT, "--question", "", "--model", folder("electra-answers"));
    Run prompt = Run.of("embed", TEXT, "--prompt", "");

    assertThat(second.exit()).isEqualTo(Exit.USAGE);
    assertThat(second.err()).startsWith("blick classify: --second must be a TEXT; got ''\n");
    assertThat(question.exit()).isEqualTo(Exit.USAGE);
    assertThat(question.err()).startsWith("blick answer: --question must be a TEXT; got ''\n");
    assertThat(prompt.exit()).isEqualTo(Exit.USAGE);
    assertThat(prompt.err()).startsWith("blick embed: --prompt must be a NAME; got ''\n");
  }

  @Test
  void a_pair_that_is_too_long_is_named_as_a_pair() {
    Run run =
        Run.of("classify", TEXT, "--second", "i ".repeat(59), "--model", folder("electra-classes"));

    assertThat(run.exit()).isEqualTo(Exit.FAILED);
    assertThat(run.err())
        .startsWith("blick: --too-long must be cut for a text of more than ")
        .contains("TEXT with its second has ");
  }

  @Test
  void a_prompt_that_the_folder_lacks_is_named() {
    Found.model("all-MiniLM-L6-v2");

    Run run = Run.of("embed", TEXT, "--prompt", "query");

    assertThat(run.exit()).isEqualTo(Exit.FAILED);
    assertThat(run.err())
        .isEqualTo(
            "blick: --prompt must be left out, since the folder of all-MiniLM-L6-v2 has none;"
                + " got query\n");
  }
}
