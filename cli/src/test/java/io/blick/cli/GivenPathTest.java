package io.blick.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of a --model that is no folder: what it is, and how to get a folder of it. */
class GivenPathTest {
  @TempDir
  private Path folder;

  @ParameterizedTest
  @CsvSource({
    "https://huggingface.co/owner/na.me, owner/na.me",
    "https://huggingface.co/owner/name/tree/main, owner/name",
    "huggingface.co/owner/name, owner/name",
    "https://hf.co/owner/name?x=1, owner/name",
    "hf://owner/name, owner/name"
  })
  void an_address_of_huggingface_co_is_told_with_the_id(String value, String id) {
    failed(
        value,
        "--model must be a folder that exists; got %s, an address; give the id alone, %s"
            .formatted(value, id));
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://example.org/a/b", "s3://bucket/model", "https://hf.co/name"})
  void another_address_is_told_as_it_was_given(String value) {
    failed(
        value,
        "--model must be a folder that exists; got %s, an address; nothing is fetched from there"
            .formatted(value));
  }

  @ParameterizedTest
  @ValueSource(strings = {"./owner/name", "/none/name", "a/b/c", "../none"})
  void a_path_is_no_id(String value) {
    failed(value, "--model must be a folder that exists; got " + value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "model.gguf | which does not begin as such a file does; fetch it again",
        "model.zip | an archive; unpack it, and give the folder",
        "model.tar.gz | an archive; unpack it, and give the folder",
        "model.safetensors | a file; a model's folder holds config.json, model.safetensors and a"
            + " vocabulary"
      })
  void a_file_is_told_as_what_it_is(String name, String what) throws IOException {
    Path file = Files.createFile(folder.resolve(name));

    failed(
        file.toString(),
        "--model must be a folder or a .gguf file; got %s, %s".formatted(shown(file), what));
  }

  @Test
  void a_file_of_a_models_folder_is_told_with_the_folder() throws IOException {
    Files.createFile(folder.resolve("config.json"));
    Path file = Files.createFile(folder.resolve("model.safetensors"));

    failed(
        file.toString(),
        "--model must be a folder or a .gguf file; got %s, a file of a model's folder; give"
                .formatted(shown(file))
            + " the folder, %s".formatted(folder));
  }

  @Test
  void a_tilde_that_the_shell_has_left_is_the_home() {
    failed(
        "~/no/such/model",
        "--model must be a folder that exists; got %s/no/such/model"
            .formatted(System.getenv("HOME")));
  }

  private static String shown(Path path) {
    return io.blick.cli.error.Quote.of(path.toString());
  }

  private static Run look(String value) {
    return Run.of("look", "kat", "--model", value);
  }

  private static void failed(String value, String sentence) {
    assertThat(look(value)).isEqualTo(new Run(Exit.FAILED, "", "blick: %s\n".formatted(sentence)));
  }
}
