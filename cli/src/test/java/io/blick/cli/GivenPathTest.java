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
    "owner/name, owner/name",
    "google-bert/bert-base-cased, google-bert/bert-base-cased",
    "owner/name@v1, owner/name",
    "https://huggingface.co/owner/na.me, owner/na.me",
    "https://huggingface.co/owner/name/tree/main, owner/name",
    "huggingface.co/owner/name, owner/name",
    "https://hf.co/owner/name?x=1, owner/name",
    "hf://owner/name, owner/name"
  })
  void a_name_of_huggingface_co_is_told_with_what_fetches_it(String value, String name) {
    failed(
        value,
        "--model must be a folder that exists; got %s; models of huggingface.co are not fetched; hf"
                .formatted(value)
            + " download %s --local-dir DIR makes a folder of it".formatted(name));
  }

  @ParameterizedTest
  @CsvSource({
    "google-bert/bert-base-uncased, bert-base-uncased",
    "google-bert/bert-base-multilingual-cased, bert-base-multilingual-cased",
    "sentence-transformers/all-MiniLM-L6-v2, all-MiniLM-L6-v2",
    "https://hf.co/sentence-transformers/all-minilm-l6-v2, all-MiniLM-L6-v2",
    "BAAI/bge-small-zh-v1.5, bge-small-zh-v1.5"
  })
  void one_that_the_catalogue_has_is_named(String value, String name) {
    failed(
        value,
        "--model must be a folder that exists; got %s; models of huggingface.co are not fetched,"
                .formatted(value)
            + " but blick models lists this one; did you mean %s?".formatted(name));
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
  @ValueSource(strings = {"./owner/name", "/none/name", "a/b/c", "target/none", "../none"})
  void a_path_is_no_name(String value) throws IOException {
    Files.createDirectories(Path.of("target"));

    failed(value, "--model must be a folder that exists; got " + value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "model.gguf | a file of llama.cpp, which is not read; give a folder with config.json and"
            + " model.safetensors",
        "model.zip | an archive; unpack it, and give the folder",
        "model.tar.gz | an archive; unpack it, and give the folder",
        "model.safetensors | a file; a model's folder holds config.json, model.safetensors and a"
            + " vocabulary"
      })
  void a_file_is_told_as_what_it_is(String name, String what) throws IOException {
    Path file = Files.createFile(folder.resolve(name));

    failed(file.toString(), "--model must be a folder; got %s, %s".formatted(shown(file), what));
  }

  @Test
  void a_file_of_llama_cpp_is_known_by_its_bytes() throws IOException {
    Path file = Files.writeString(folder.resolve("blob"), "GGUF\3\0\0");

    assertThat(look(file.toString()).err()).contains(shown(file) + ", a file of llama.cpp, which");
  }

  @Test
  void a_file_of_a_models_folder_is_told_with_the_folder() throws IOException {
    Files.createFile(folder.resolve("config.json"));
    Path file = Files.createFile(folder.resolve("model.safetensors"));

    failed(
        file.toString(),
        "--model must be a folder; got %s, a file of a model's folder; give the folder, %s"
            .formatted(shown(file), folder));
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
