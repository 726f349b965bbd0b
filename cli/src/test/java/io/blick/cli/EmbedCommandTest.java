package io.blick.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.blick.cli.console.Screen;
import io.blick.cli.process.Found;
import io.blick.lens.text.Colours;
import io.blick.lens.text.Terminal;
import io.blick.models.format.safetensors.Safetensors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command embed, on the model that it takes unless another is named. */
class EmbedCommandTest {
  private static final String MODEL = "all-MiniLM-L6-v2";
  private static final String TEXT = "the cat chased the mouse";
  private static final int WIDTH = 384;

  @TempDir
  private Path folder;

  @BeforeAll
  static void found() {
    Found.model(MODEL);
  }

  private static List<JsonNode> objects(String json) throws IOException {
    var mapper = new JsonMapper();
    return json.lines()
        .map(line -> {
          try {
            return mapper.readTree(line);
          } catch (IOException wrong) {
            throw new UncheckedIOException(wrong);
          }
        })
        .toList();
  }

  private static float[] vector(JsonNode object) {
    float[] vector = new float[object.get("vector").size()];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = object.get("vector").get(i).floatValue();
    }
    return vector;
  }

  @Test
  void the_vector_is_the_embedding_that_look_writes() throws IOException {
    Path file = folder.resolve("look.safetensors");
    Run.of("look", TEXT, "--format", "safetensors", "--out", file.toString(), "--model", MODEL);

    Run run = Run.of("embed", "a dog barks", TEXT, "--format", "json");

    assertThat(run.exit()).isEqualTo(Exit.DONE);
    assertThat(run.err()).isEmpty();
    JsonNode object = objects(run.out()).get(1);
    try (Safetensors tensors = Safetensors.open(file)) {
      assertThat(vector(object)).isEqualTo(tensors.tensor("embedding").toFloats());
    }
    assertThat(object.get("text").textValue()).isEqualTo(TEXT);
    assertThat(object.get("pieces").intValue()).isEqualTo(7);
    assertThat(object.get("cut").booleanValue()).isFalse();
  }

  @Test
  void each_line_of_standard_input_is_a_text() throws IOException {
    String lines = "the mouse\r\n" + (TEXT + "\n").repeat(600);

    Run run = Run.reading(lines, "embed", "-", "--format", "json");

    List<JsonNode> objects = objects(run.out());
    assertThat(objects).hasSize(601);
    assertThat(objects.getFirst().get("text").textValue()).isEqualTo("the mouse");
    assertThat(vector(objects.getLast()))
        .isEqualTo(
            vector(objects(Run.of("embed", TEXT, "--format", "json").out()).getFirst()));
  }

  @Test
  void parts_of_standard_input_have_one_line_of_keys() {
    Run run = Run.reading("cat\n".repeat(257), "embed", "-", "--format", "tsv");

    List<String> lines = run.out().lines().toList();
    assertThat(lines).hasSize(1 + 257 * WIDTH);
    assertThat(lines.getFirst()).isEqualTo("text\tdimension\tvector");
    assertThat(lines.getLast()).startsWith("256\t383\t");
    assertThat(Run.reading("", "embed", "-", "--format", "tsv").out())
        .isEqualTo("text\tdimension\tvector\n");
  }

  @Test
  void npy_holds_all_lines() throws IOException {
    Path file = folder.resolve("vectors.npy");

    Run run = Run.reading(
        "cat\n".repeat(258) + TEXT, "embed", "-", "--format", "npy", "--out", file.toString());

    assertThat(run.exit()).isEqualTo(Exit.DONE);
    byte[] bytes = Files.readAllBytes(file);
    assertThat(bytes).hasSize(128 + 259 * WIDTH * 4);
    float[] last = new float[WIDTH];
    ByteBuffer.wrap(bytes, bytes.length - WIDTH * 4, WIDTH * 4)
        .order(ByteOrder.LITTLE_ENDIAN)
        .asFloatBuffer()
        .get(last);
    assertThat(last)
        .isEqualTo(
            vector(objects(Run.of("embed", TEXT, "--format", "json").out()).getFirst()));
  }

  @Test
  void npy_is_not_for_a_terminal() {
    var terminal = new Screen(true, new Terminal(Colours.none(), 80));

    Run run = Run.with("", terminal, "embed", TEXT, "--format", "npy");

    assertThat(run.exit()).isEqualTo(Exit.USAGE);
    assertThat(run.err())
        .isEqualTo("blick embed: --out is missing; --format npy is not for a terminal\n");
  }

  @Test
  void a_text_that_is_too_long_is_refused_or_cut() throws IOException {
    String longer = "cat " + "mouse ".repeat(600);

    Run refused = Run.reading("cat\n" + longer, "embed", "-");
    Run cut = Run.of("embed", "cat", longer, "--too-long", "cut", "--format", "json");

    assertThat(refused.exit()).isEqualTo(Exit.FAILED);
    assertThat(refused.err())
        .isEqualTo("blick: --too-long must be cut for a text of more than 512 pieces, the positions"
            + " of all-MiniLM-L6-v2; line 2 has 603\n");
    assertThat(cut.exit()).isEqualTo(Exit.DONE);
    assertThat(cut.err()).isEqualTo("blick: note: 1 of 2 texts was too long, and cut\n");
    assertThat(objects(cut.out()).get(1).get("pieces").intValue()).isEqualTo(512);
    assertThat(objects(cut.out()).get(1).get("cut").booleanValue()).isTrue();
  }

  @Test
  void a_line_without_a_piece_is_named() {
    Run run = Run.reading("cat\n\ncat\n", "embed", "-");

    assertThat(run.exit()).isEqualTo(Exit.FAILED);
    assertThat(run.err())
        .isEqualTo("blick: line 2 must have at least one piece of its own; got none\n");
    // What stands before it is written.
    assertThat(run.out()).isEqualTo(Run.reading("cat\n", "embed", "-").out());
  }

  @Test
  void the_text_of_each_line_stands_above_its_numbers() {
    List<String> lines = Run.reading("cat\nmouse\n", "embed", "-").out().lines().toList();

    assertThat(IntStream.of(0, 4).mapToObj(lines::get)).containsExactly("cat", "mouse");
    assertThat(lines.get(1)).isEqualTo("3 pieces, 384 numbers, length 1.0000");
    assertThat(lines).hasSize(7);
  }

  @Test
  void tasks_say_which_heads_a_model_has() {
    String has = "; all-MiniLM-L6-v2 has a sentence embedding; name one that was saved with it, as"
        + " by a class like %s of transformers\n";

    assertThat(Run.of("classify", "cat", "--model", MODEL))
        .isEqualTo(new Run(
            Exit.FAILED,
            "",
            "blick: classify: the model must have a classifier"
                + has.formatted("BertForSequenceClassification")));
    assertThat(Run.of("tag", "cat", "--model", MODEL))
        .isEqualTo(new Run(
            Exit.FAILED,
            "",
            "blick: tag: the model must have a tagger"
                + has.formatted("BertForTokenClassification")));
    assertThat(Run.of("answer", "cat", "--question", "who", "--model", MODEL))
        .isEqualTo(new Run(
            Exit.FAILED,
            "",
            "blick: answer: the model must have a head for answers"
                + has.formatted("BertForQuestionAnswering")));
  }
}
