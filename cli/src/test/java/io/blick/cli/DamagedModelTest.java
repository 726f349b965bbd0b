package io.blick.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every command on a damaged model ends with 1 and one sentence, in every format. */
class DamagedModelTest {
  @TempDir
  private Path parent;

  private static void assertFails(ModelCommands command, Path folder, String sentence) {
    Run failed = new Run(Exit.FAILED, "", "blick: %s\n".formatted(sentence));

    assertThat(command.run(folder)).isEqualTo(failed);
    assertThat(command.run(folder, "--format=json")).isEqualTo(failed);
    assertThat(command.run(folder, "--format=tsv")).isEqualTo(failed);
  }

  private static String damaged(Path folder, String where) {
    return "%s: the hidden states after %s must be finite numbers; got NaN; the weights are"
            .formatted(folder.getFileName(), where)
        + " damaged, so fetch the model again";
  }

  @ParameterizedTest
  @EnumSource(names = "TOKENS", mode = EnumSource.Mode.EXCLUDE)
  void a_weight_of_a_layer_that_is_no_number_is_no_result(ModelCommands command)
      throws IOException {
    Path folder = command
        .folder(parent)
        .set("layer.0.attention.self.query.weight", 0, Float.NaN)
        .path();

    assertFails(command, folder, damaged(folder, "layer 1"));
  }

  @ParameterizedTest
  @EnumSource(names = "TOKENS", mode = EnumSource.Mode.EXCLUDE)
  void an_embedding_that_is_no_number_is_no_result(ModelCommands command) throws IOException {
    Path folder = command
        .folder(parent)
        .set("embeddings.position_embeddings.weight", 1, Float.NaN)
        .path();

    assertFails(command, folder, damaged(folder, "the embeddings"));
  }

  @Test
  void pieces_need_no_weights_and_are_told() throws IOException {
    Path whole = ModelCommands.TOKENS.folder(parent.resolve("whole")).path();
    Path damaged = ModelCommands.TOKENS
        .folder(parent)
        .set("embeddings.word_embeddings.weight", 0, Float.NaN)
        .path();

    assertThat(ModelCommands.TOKENS.run(damaged)).isEqualTo(ModelCommands.TOKENS.run(whole));
  }

  @ParameterizedTest
  @ValueSource(strings = {"svg", "safetensors"})
  void a_file_of_heads_is_not_begun(String format) throws IOException {
    Path folder = ModelCommands.LOOK
        .folder(parent)
        .set("layer.0.attention.self.query.weight", 0, Float.NaN)
        .path();
    Path out = parent.resolve("heads");

    Run run = ModelCommands.LOOK.run(folder, "--format=" + format, "--out=" + out);

    assertThat(run)
        .isEqualTo(new Run(Exit.FAILED, "", "blick: %s\n".formatted(damaged(folder, "layer 1"))));
    assertThat(parent).isDirectoryNotContaining("glob:**heads*");
  }

  @ParameterizedTest
  @EnumSource
  void half_a_file_is_named(ModelCommands command) throws IOException {
    TinyFolder folder = command.folder(parent);
    long whole = Files.size(folder.weights());
    folder.cut();
    long half = Files.size(folder.weights());

    assertFails(
        command,
        folder.path(),
        "safetensors: model.safetensors: at byte %1$d: the file must have the %2$d bytes that its"
                .formatted(half, whole)
            + " header tells of; got %d; fetch it again".formatted(half));
  }
}
