package io.blick.models;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blick.models.bert.TinyBert;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A folder without config.json is told as what it is, and where the model in it is. */
class NoConfigTest {
  private static final String BEGIN = "models: a model's folder must hold config.json; got ";

  @TempDir
  private Path folder;

  @Test
  void nothing_is_seen_in_an_empty_folder_and_in_none() {
    refused(folder, "" + folder);
    refused(folder.resolve("none"), folder + "/none");
  }

  @ParameterizedTest
  @CsvSource({
    "model-q8.gguf, of llama.cpp and not read",
    "'a, b.gguf', of llama.cpp and not read",
    "pytorch_model.bin, 'a program of PyTorch''s and not read, as no file is ever run'",
    "best.pt, 'a program of PyTorch''s and not read, as no file is ever run'",
    "best.pth, 'a program of PyTorch''s and not read, as no file is ever run'",
    "tf_model.h5, of TensorFlow and not read",
    "flax_model.msgpack, of Flax and not read",
    "model.onnx, a graph of ONNX and not read as a model's folder",
    "rust_model.ot, 'of Rust''s libtorch and not read'",
    "openvino_model.xml, a graph of OpenVINO and not read",
    "model.npz, 'numbers of NumPy and not read, as their names are no model''s'",
    "saved_model.pb, a graph of TensorFlow and not read",
    "bert_model.ckpt.index, a checkpoint of TensorFlow and not read as a model's folder",
    "model.fp16.safetensors, 'weights under another name and not read, as nothing says that they"
        + " are the model''s'"
  })
  void weights_that_are_not_read_are_told_without_a_config_too(String name, String what)
      throws IOException {
    Files.createFile(folder.resolve(name));

    refused(
        folder,
        "%s in %s, which is %s; fetch config.json and model.safetensors from where the model is"
                .formatted(name, folder, what)
            + " from");
  }

  @ParameterizedTest
  @CsvSource({
    "sentence_transformers.base.modules.router.Router, Router",
    "sentence_transformers.sentence_transformer.modules.static_embedding.StaticEmbedding,"
        + " StaticEmbedding",
    "sentence_transformers.models.BERT, BERT"
  })
  void a_first_module_that_is_no_transformer_is_told(String type, String shown) throws IOException {
    new TinyBert().write(Files.createDirectory(folder.resolve("0_Transformer")));
    Files.writeString(
        folder.resolve("modules.json"),
        "[{\"idx\": 0, \"name\": \"0\", \"path\": \"0_Transformer\", \"type\": \"%s\"}]"
            .formatted(type));

    refused(
        folder,
        "modules.json in %s, whose first module is a %s, which is not supported"
            .formatted(folder, shown));
  }

  @Test
  void the_last_checkpoint_of_a_trainer_is_named() throws IOException {
    for (String step : new String[] {"checkpoint-9", "checkpoint-10", "checkpoint-1", "runs"}) {
      new TinyBert().write(Files.createDirectory(folder.resolve(step)));
    }
    Files.createFile(folder.resolve("training_args.bin"));

    within(folder, "checkpoint-10");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "models--owner--name", "models--owner--name/snapshots"})
  void the_snapshot_in_a_cache_is_named(String opened) throws IOException {
    Path snapshots =
        Files.createDirectories(folder.resolve("models--owner--name").resolve("snapshots"));
    new TinyBert().write(Files.createDirectory(snapshots.resolve("0a1b")));
    new TinyBert().write(Files.createDirectory(snapshots.resolve("f00d")));
    Path refs = Files.createDirectory(snapshots.resolveSibling("refs"));
    Files.writeString(refs.resolve("main"), "f00d");
    Path from = folder.resolve(opened);

    within(from, from.relativize(snapshots.resolve("f00d")).toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"gone", "../../../../..", "\u0000"})
  void a_reference_to_no_snapshot_leaves_the_first(String reference) throws IOException {
    Path snapshots = Files.createDirectory(folder.resolve("snapshots"));
    new TinyBert().write(Files.createDirectory(snapshots.resolve("0a1b")));
    new TinyBert().write(Files.createDirectory(snapshots.resolve("f00d")));
    Path refs = Files.createDirectory(folder.resolve("refs"));
    Files.writeString(refs.resolve("main"), reference);

    within(folder, "snapshots/0a1b");
  }

  private static void within(Path opened, String named) {
    refused(
        opened, "%s, which is no model's folder but has one; open its %s".formatted(opened, named));
  }

  private static void refused(Path opened, String got) {
    assertThatThrownBy(() -> Models.open(opened))
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessage(BEGIN + got);
  }
}
