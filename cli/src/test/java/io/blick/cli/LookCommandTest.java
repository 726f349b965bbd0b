package io.blick.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.blick.cli.output.Output;
import io.blick.cli.process.Found;
import io.blick.lens.report.Result;
import io.blick.lens.report.look.LookRequest;
import io.blick.lens.report.look.LookResult;
import io.blick.lens.report.look.LookTarget;
import io.blick.lens.report.look.StepsRequest;
import io.blick.lens.report.look.StepsResult;
import io.blick.lens.trace.EdgeScore;
import io.blick.lens.trace.Granularity;
import io.blick.lens.trace.Head;
import io.blick.models.Models;
import io.blick.models.text.TextModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The command prints what the library writes for what its options ask. */
class LookCommandTest {
  private static final String MODEL = "all-MiniLM-L6-v2";
  private static final String TEXT = "the cat chased the mouse";

  private static TextModel model;

  @BeforeAll
  static void open() {
    model = Models.open(Found.model(MODEL));
  }

  @AfterAll
  static void close() {
    if (model != null) {
      model.close();
    }
  }

  static Stream<Arguments> requests() {
    return Stream.of(
        Arguments.of("", look(new LookTarget.Everything(), EdgeScore.WEIGHT, Granularity.WORDS)),
        Arguments.of(
            "--unit pieces --measure norm",
            look(new LookTarget.Everything(), EdgeScore.NORM, Granularity.PIECES)),
        Arguments.of(
            "--layer 5 --head 11",
            look(new LookTarget.OneHead(new Head(4, 10)), EdgeScore.WEIGHT, Granularity.WORDS)),
        Arguments.of(
            "--from chased --to cat",
            look(new LookTarget.FromTo("chased", "cat"), EdgeScore.WEIGHT, Granularity.WORDS)),
        Arguments.of(
            "--measure rollout --layer 3",
            look(new LookTarget.Rollout(2), EdgeScore.ROLLOUT, Granularity.WORDS)),
        Arguments.of(
            "--measure rollout",
            look(new LookTarget.WholeRollout(), EdgeScore.ROLLOUT, Granularity.WORDS)));
  }

  private static LookRequest look(LookTarget target, EdgeScore measure, Granularity unit) {
    return new LookRequest(List.of(TEXT), target, measure, unit);
  }

  @ParameterizedTest(name = "blick look {0}")
  @MethodSource("requests")
  void options_ask_for_what_a_request_asks(String options, LookRequest request) throws IOException {
    LookResult result = LookResult.of(model, request);

    assertThat(run("look", options, "json")).isEqualTo(written(result::json));
    assertThat(run("look", options, "tsv")).isEqualTo(written(result::tsv));
    assertThat(run("look", options, "svg")).isEqualTo(result.svg());
  }

  @Test
  void steps_print_what_the_library_writes() throws IOException {
    Result result =
        StepsResult.of(model, new StepsRequest(List.of(TEXT), new Head(4, 10), "chased"));
    String options = "--layer 5 --head 11 --from chased";

    assertThat(run("steps", options, "json")).isEqualTo(written(result::json));
    assertThat(run("steps", options, "tsv")).isEqualTo(written(result::tsv));
    assertThat(run("steps", options + " --piece 0", "json")).isEqualTo(written(result::json));
  }

  private static String run(String command, String options, String format) {
    String[] arguments = Stream.of(
            Stream.of(command, TEXT),
            Stream.of(options.split(" ")).filter(option -> !option.isEmpty()),
            Stream.of("--format", format, "--model", MODEL))
        .flatMap(all -> all)
        .toArray(String[]::new);
    Run run = Run.of(arguments);
    assertThat(run.exit()).isEqualTo(Exit.DONE);
    return run.out();
  }

  private static String written(Output.Body body) throws IOException {
    var out = new ByteArrayOutputStream();
    body.writeTo(out);
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void a_text_too_long_for_an_embedding_is_noted_with_the_tensors_alone(@TempDir Path folder)
      throws IOException {
    List<Path> links = limited(folder);

    Run tensors = Run.of("look", TEXT, "--format", "safetensors", "--model", folder.toString());
    Run json = Run.of("look", TEXT, "--format", "json", "--model", folder.toString());
    for (Path link : links) {
      Files.delete(link);
    }

    assertThat(tensors.exit()).isEqualTo(Exit.DONE);
    assertThat(tensors.err())
        .isEqualTo("blick: note: no embedding: the text has 7 pieces, more than the folder of "
            + folder.getFileName() + " has for one\n");
    assertThat(json.err()).isEmpty();
  }

  /** Links the model into a folder that embeds texts of at most five pieces. */
  private static List<Path> limited(Path folder) throws IOException {
    List<Path> links = new ArrayList<>();
    try (Stream<Path> files = Files.list(Found.model(MODEL))) {
      for (Path file : files.toList()) {
        links.add(Files.createSymbolicLink(folder.resolve(file.getFileName()), file));
      }
    }
    Files.writeString(folder.resolve("sentence_bert_config.json"), "{\"max_seq_length\": 5}");
    return links;
  }

  @Test
  void tokens_of_many_texts_have_one_line_of_keys() {
    Run lines = Run.reading("cat\n\nmouse\n", "tokens", "-", "--format", "tsv", "--model", MODEL);
    Run none = Run.reading("", "tokens", "-", "--format", "tsv", "--model", MODEL);

    assertThat(lines.out()).isEqualTo("""
        text\tpieces.text\tstart\tend\tword
        0\t[CLS]\t\t\t0
        0\tcat\t0\t3\t1
        0\t[SEP]\t\t\t2
        1\t[CLS]\t\t\t0
        1\t[SEP]\t\t\t1
        2\t[CLS]\t\t\t0
        2\tmouse\t0\t5\t1
        2\t[SEP]\t\t\t2
        """);
    assertThat(none.out()).isEqualTo("text\tpieces.text\tstart\tend\tword\n");
  }
}
