package io.blick.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blick.core.tensor.Tensor;
import io.blick.models.bert.TinyBert;
import io.blick.models.format.FormatException;
import io.blick.models.format.mapped.OpenFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Folders that do not open: each says why, and nothing of it stays open. */
class ModelsErrorTest {
  @TempDir
  private Path folder;

  private final TinyBert tiny = new TinyBert();
  private long mappedBefore;

  @BeforeEach
  void count() {
    mappedBefore = OpenFiles.mapped();
  }

  @AfterEach
  void nothing_stays_open() {
    assertThat(OpenFiles.mapped()).isEqualTo(mappedBefore);
  }

  @Test
  void no_config() throws IOException {
    Files.delete(tiny.write(folder).resolve("config.json"));

    refused("models: a model's folder must hold config.json; got " + folder
        + ", which has model.safetensors; fetch config.json from where that is from");
  }

  @Test
  void no_weights() throws IOException {
    Files.delete(tiny.write(folder).resolve("model.safetensors"));

    refused("models: a model's folder must hold model.safetensors; got " + folder);
  }

  @Test
  void no_vocabulary() throws IOException {
    Files.delete(tiny.write(folder).resolve("vocab.txt"));

    refused(
        "wordpiece: the folder must hold vocab.txt or tokenizer.json; got neither in " + folder);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`{\"model_type\": }` | 15 | the file must be JSON; got in line 1:"
            + " unexpected character ('}' (code 125)): expected a valid value (JSON String,"
            + " Numb...",
        "`{\"a\": 1} 2`       | 9 | the file must end with its JSON value; got more in line" + " 1",
        "`[1, 2]`             | 0 | must be a JSON object; got [1,2]",
        "`null`               | 0 | must be a JSON object; got null",
        "` `                  | 0 | must be a JSON object; got nothing",
        "``                   | 0 | the file must have between 1 and 1048576 bytes; got 0; fetch"
            + " it again"
      })
  void a_config_that_is_no_object(String text, int at, String said) throws IOException {
    Files.writeString(tiny.write(folder).resolve("config.json"), text);

    malformed("config: config.json: at byte %d: %s".formatted(at, said));
  }

  @Test
  void a_config_too_deep_to_be_one() throws IOException {
    Files.writeString(tiny.write(folder).resolve("config.json"), "[".repeat(100_000));

    malformed("config: config.json: at byte 1001: the file must be JSON; got in line 1:"
        + " document nesting depth (1001) exceeds the maximum allowed (1000, from `StreamRea...");
  }

  @Test
  void a_config_too_large_to_be_one() throws IOException {
    Files.writeString(tiny.write(folder).resolve("config.json"), " ".repeat(1_048_577));

    malformed("config: config.json: at byte 0: the file must have between 1 and 1048576 bytes; got"
        + " 1048577; fetch it again");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "hidden_size | 0 | 0",
        "num_hidden_layers | -3 | -3",
        "num_attention_heads | 3.0 | 3.0",
        "intermediate_size | `\"19\"` | `\"19\"`",
        "vocab_size | 2147483648 | 2147483648",
        "max_position_embeddings | 1e3 | 1000.0",
        "type_vocab_size | null | null"
      })
  void a_size_that_is_none(String key, String value, String got) throws IOException {
    writeConfig(key, value);

    malformed(
        "config: config.json: at byte 0: %s must be a whole number from 1 to 2147483647; got %s"
            .formatted(key, got));
  }

  @Test
  void a_size_that_is_missing() {
    tiny.config().remove("intermediate_size");
    tiny.write(folder);

    malformed("config: config.json: at byte 0: intermediate_size must be a whole number from 1 to"
        + " 2147483647; got nothing");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "model_type | `\"t5\"` | `must be one of bert, distilbert, electra, gemma2, gemma3_text,"
            + " gpt2, gpt_neox, llama, mistral, mpnet, phi3, qwen2, qwen3, smollm3`",
        "model_type | 7 | `must be one of bert, distilbert, electra, gemma2, gemma3_text,"
            + " gpt2, gpt_neox, llama, mistral, mpnet, phi3, qwen2, qwen3, smollm3`",
        "hidden_act | `\"quick_gelu\"` | `must be one of gelu, gelu_python, gelu_new,"
            + " gelu_pytorch_tanh, gelu_python_tanh, gelu_fast, gelu_accurate, relu, silu, swish,"
            + " tanh, linear`",
        "tie_word_embeddings | 1 | must be true or false",
        "architectures | 1 | must be a text",
        "position_embedding_type | `\"relative_key\"` | must be absolute",
        "layer_norm_eps | 0 | must be a positive number",
        "layer_norm_eps | 1e39 | must be a positive number",
        "layer_norm_eps | `\"1\"` | must be a positive number",
        "num_attention_heads | 7 | "
      })
  void a_value_that_is_not_supported(String key, String value, String said) throws IOException {
    writeConfig(key, value);

    String wrong = said == null
        ? "hidden_size must be a multiple of num_attention_heads, 7; got 15"
        : "%s %s; got %s".formatted(key, said, value.replace("1e39", "1.0E39"));
    malformed("config: config.json: at byte 0: " + wrong);
  }

  @ParameterizedTest
  @CsvSource({"2147483647", "100000000", "3"})
  void more_layers_than_the_file_has(int layers) {
    tiny.config().put("num_hidden_layers", layers);
    tiny.write(folder);

    malformed("bert: model.safetensors: at byte 0: the file must have the weight"
        + " bert.encoder.layer.2.attention.self.query.weight, as num_hidden_layers of config.json"
        + " is %d; got none of that name, the nearest is".formatted(layers)
        + " bert.encoder.layer.0.attention.self.query.weight");
  }

  @Test
  void of_many_weights_of_wrong_sizes_the_first_is_named() {
    tiny.config().put("intermediate_size", TinyBert.INNER + 4);
    tiny.write(folder);

    for (int time = 0; time < 20; time++) {
      assertThatThrownBy(() -> Models.open(folder))
          .isExactlyInstanceOf(FormatException.class)
          .hasMessageEndingWith(
              "weight bert.encoder.layer.0.intermediate.dense.weight must have the"
                  + " sizes (23, 15); got (19, 15)");
    }
  }

  @Test
  void weights_of_two_models() {
    tiny.rename(name -> "query." + name);
    tiny.tensors().put("title.embeddings.word_embeddings.weight", Tensor.zeros(37, 15));
    tiny.write(folder);

    malformed("bert: model.safetensors: at byte 0: the weights must be those of one model; got both"
        + " query.bert.embeddings.word_embeddings.weight and"
        + " title.embeddings.word_embeddings.weight");
  }

  @Test
  void a_value_that_would_act_is_shown_escaped() throws IOException {
    writeConfig("model_type", "\"\\u009b31m\\u202e\\u2028\\ud800\"");

    malformed("config: config.json: at byte 0: model_type must be one of bert, distilbert, electra,"
        + " gemma2, gemma3_text, gpt2, gpt_neox, llama, mistral, mpnet, phi3, qwen2, qwen3,"
        + " smollm3; got \"\\u009b31m\\u202e\\u2028\\ud800\"");
  }

  @Test
  void a_config_that_is_not_utf_8() throws IOException {
    Path config = tiny.write(folder).resolve("config.json");
    byte[] text = Files.readAllBytes(config);
    text[3] = (byte) 0xC0;
    Files.write(config, text);

    malformed("config: config.json: at byte 3: the file must be UTF-8; got the byte 0xC0; fetch it"
        + " again");
  }

  @Test
  void a_pooling_config_that_is_not_utf_8() throws IOException {
    tiny.embedding().write(folder);
    Files.write(
        folder.resolve("1_Pooling/config.json"), new byte[] {'{', (byte) 0xF4, (byte) 0x90});

    malformed("config: config.json: at byte 1: the file must be UTF-8; got the byte 0xF4; fetch it"
        + " again");
  }

  @Test
  void a_vocabulary_that_git_lfs_has_not_fetched() throws IOException {
    Files.writeString(
        tiny.write(folder).resolve("vocab.txt"), "version https://git-lfs.github.com/spec/v1\n");

    malformed("wordpiece: vocab.txt: at byte 0: the file must be here itself; got what Git LFS"
        + " leaves in its place; fetch it by git lfs pull");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "config.json",
        "vocab.txt",
        "tokenizer.json",
        "tokenizer_config.json",
        "model.safetensors",
        "modules.json",
        "1_Pooling/config.json"
      })
  void a_file_that_is_a_link_to_nothing(String name) throws IOException {
    tiny.embedding().write(folder);
    Files.deleteIfExists(folder.resolve(name));
    Files.createSymbolicLink(folder.resolve(name), folder.resolve("gone"));

    malformed("models: %s: at byte 0: must be a file; got a link that leads nowhere; fetch it again"
        .formatted(Path.of(name).getFileName()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"config.json", "vocab.txt", "tokenizer_config.json", "model.safetensors"})
  void a_folder_in_the_place_of_a_file(String name) throws IOException {
    tiny.write(folder);
    Files.deleteIfExists(folder.resolve(name));
    Files.createDirectory(folder.resolve(name));

    malformed("models: %s: at byte 0: must be a file; got a folder".formatted(name));
  }

  @Test
  void a_folder_with_the_index_of_weights_alone() throws IOException {
    Files.delete(tiny.write(folder).resolve("model.safetensors"));
    Files.writeString(
        folder.resolve("model.safetensors.index.json"), "{\"weight_map\":{\"a\":\"b\"}}");

    malformed("safetensors: model.safetensors.index.json: at byte 0: file of the weights must be"
        + " beside the index; got no b; fetch it again");
  }

  @Test
  void a_long_value_is_shown_by_its_beginning() throws IOException {
    writeConfig("model_type", "\"" + "x".repeat(500) + "\"");

    malformed("config: config.json: at byte 0: model_type must be one of bert, distilbert, electra,"
        + " gemma2, gemma3_text, gpt2, gpt_neox, llama, mistral, mpnet, phi3, qwen2, qwen3,"
        + " smollm3; got \""
        + "x".repeat(79)
        + "...");
  }

  @Test
  void a_vocabulary_longer_than_the_embedding_table() {
    tiny.vocabulary().add("##g");
    tiny.write(folder);

    malformed("config: config.json: at byte 0: vocab_size must be at least 38, the pieces of the"
        + " vocabulary; got 37");
  }

  @Test
  void a_weight_that_is_missing() {
    tiny.tensors().remove("bert.encoder.layer.1.output.dense.bias");
    tiny.write(folder);

    malformed("bert: model.safetensors: at byte 0: the file must have the weight"
        + " bert.encoder.layer.1.output.dense.bias; got none of that name, the nearest is"
        + " bert.encoder.layer.1.output.dense.weight");
  }

  @Test
  void a_weight_of_the_wrong_sizes() {
    tiny.tensors().clear();
    tiny.tensors().put("embeddings.word_embeddings.weight", Tensor.zeros(37, 13));
    tiny.write(folder);

    malformed("safetensors: model.safetensors: at byte 128: weight"
        + " embeddings.word_embeddings.weight must have the sizes (37, 15); got (37, 13)");
  }

  @Test
  void a_weight_of_whole_numbers() {
    tiny.tensors().clear();
    tiny.tensors().put("embeddings.word_embeddings.weight", Tensor.of(new int[37 * 15], 37, 15));
    tiny.write(folder);

    malformed("safetensors: model.safetensors: at byte 128: weight"
        + " embeddings.word_embeddings.weight must have a type of F64, F32, F16, BF16; got I32");
  }

  @Test
  void a_pooling_config_that_is_none() throws IOException {
    tiny.embedding().write(folder);
    Files.writeString(folder.resolve("1_Pooling/config.json"), "{\"pooling_mode_mean_tokens\": 1}");

    malformed("config: config.json: at byte 0: pooling_mode_mean_tokens must be true or false;"
        + " got 1");
  }

  /** Writes the folder with one value of its config as it stands there. */
  private void writeConfig(String key, String value) throws IOException {
    tiny.config().put(key, "VALUE");
    Path config = tiny.write(folder).resolve("config.json");
    Files.writeString(config, Files.readString(config).replace("\"VALUE\"", value));
  }

  private void malformed(String message) {
    assertThatThrownBy(() -> Models.open(folder))
        .isExactlyInstanceOf(FormatException.class)
        .hasMessage(message);
  }

  private void refused(String message) {
    assertThatThrownBy(() -> Models.open(folder))
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }
}
