package io.blick.models.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.blick.core.tensor.Tensor;
import io.blick.models.format.FormatException;
import io.blick.models.format.TensorFile;
import io.blick.models.format.file.Folder;
import io.blick.models.format.safetensors.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which file of a folder has the weights, and what is said where none has. */
class WeightFilesTest {
  @TempDir
  private Path folder;

  @Test
  void one_whole_file_counts_before_an_index_of_others() throws IOException {
    Safetensors.write(folder.resolve("model.safetensors"), Map.of("a", Tensor.zeros(3)), Map.of());
    Files.writeString(
        folder.resolve("model.safetensors.index.json"), "{\"weight_map\":{\"b\":\"gone\"}}");

    try (TensorFile weights = WeightFiles.open(new Folder(folder))) {
      assertThat(weights.names()).containsExactly("a");
    }
  }

  @Test
  void an_index_counts_where_there_is_no_whole_file() throws IOException {
    Safetensors.write(folder.resolve("1.safetensors"), Map.of("b", Tensor.zeros(3)), Map.of());
    Files.writeString(
        folder.resolve("model.safetensors.index.json"),
        "{\"weight_map\":{\"b\":\"1.safetensors\"}}");

    try (TensorFile weights = WeightFiles.open(new Folder(folder))) {
      assertThat(weights.names()).containsExactly("b");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "pytorch_model.bin, a program of PyTorch's, glob.glob('THIS/pytorch_model*.bin')",
    "pytorch_model-00001-of-00002.bin, a program of PyTorch's, weights_only=True",
    "pytorch_model.bin.index.json, a program of PyTorch's, 'THIS/model.safetensors'",
    "model.safetensors.incomplete, a download that did not come to its end, fetch it again",
    "model-00001-of-00002.safetensors.part, a download that did not come, fetch it again",
    "model.pt, a program of PyTorch's, ['THIS/NAME']",
    "model-00001-of-00002.safetensors, without their index, fetch model.safetensors.index.json",
    "model.fp16.safetensors, under another name, rename it to model.safetensors",
    "model.safetensors.index.fp16.json, under another name, rename it to model.safetensors",
    "adapter_model.safetensors, an adapter to another model, fetch adapter_config.json",
    "adapter_model.bin, an adapter to another model, fetch adapter_config.json",
    "flax_model.msgpack, of Flax, from_flax=True",
    "tf_model.h5, of TensorFlow, from_tf=True",
    "bert_model.ckpt.index, a checkpoint of TensorFlow, NAME.index",
    "bert_model.ckpt.data-00000-of-00001, a checkpoint of TensorFlow, from_tf=True",
    "bert_model.ckpt.meta, a checkpoint of TensorFlow, from_tf=True",
    "model.ckpt, a program of PyTorch's, ['THIS/NAME']",
    "rust_model.ot, of Rust's libtorch, fetch the model.safetensors",
    "openvino_model.xml, a graph of OpenVINO, fetch the model.safetensors",
    "openvino_model.bin, a graph of OpenVINO, fetch the model.safetensors",
    "bert.Q8_0.gguf, of llama.cpp, fetch the model.safetensors",
    "openvino, a graph of OpenVINO, fetch the model.safetensors",
    "best_model.pth, a program of PyTorch's, ['THIS/NAME']",
    "weights.pt, a program of PyTorch's, weights_only=True",
    "consolidated.00.pth, a program of PyTorch's, ['THIS/NAME']",
    "last.ckpt, a program of PyTorch's, ['THIS/NAME']",
    "model.npz, of NumPy, fetch the model.safetensors",
    "saved_model.pb, a graph of TensorFlow, fetch the model.safetensors",
    "model.tflite, a graph of TensorFlow, fetch the model.safetensors",
    "coreml, of Core ML, fetch the model.safetensors",
    "onnx, a graph of ONNX, fetch the model.safetensors",
    "model.ort, a graph of ONNX, fetch the model.safetensors",
    "model.onnx, a graph of ONNX, fetch the model.safetensors"
  })
  void another_form_is_named_with_what_to_do(String name, String reason, String advice)
      throws IOException {
    Files.createFile(folder.resolve(name));

    assertThatThrownBy(() -> WeightFiles.open(new Folder(folder)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "models: a model's folder must hold model.safetensors; got %s in %s,"
                    .formatted(name, folder)
                + " which is ")
        .hasMessageContainingAll(reason, advice);
  }

  @Test
  void the_sentence_about_another_form_is_whole() throws IOException {
    Files.createFile(folder.resolve("pytorch_model.bin"));

    assertThatThrownBy(() -> WeightFiles.open(new Folder(folder)))
        .hasMessage("models: a model's folder must hold model.safetensors; got pytorch_model.bin"
            + " in "
            + folder
            + ", which is a program of PyTorch's and not read, as no file is ever run; in Python,"
            + " import glob, torch, safetensors.torch as s; s.save_file({k: v.contiguous().clone()"
            + " for f in glob.glob('THIS/pytorch_model*.bin') for k, v in torch.load(f, 'cpu',"
            + " weights_only=True).items()}, 'THIS/model.safetensors') writes it as safetensors");
  }

  @Test
  void what_is_no_form_of_weights_is_not_taken_for_one() throws IOException {
    Files.createFile(folder.resolve("optimizer.pt"));
    Files.createFile(folder.resolve("rng_state.pth"));
    Files.createFile(folder.resolve("scaler.pt"));
    Files.createFile(folder.resolve("scheduler.pt"));
    Files.createFile(folder.resolve("training_args.bin"));

    assertThatThrownBy(() -> WeightFiles.open(new Folder(folder)))
        .hasMessage("models: a model's folder must hold model.safetensors; got " + folder);
  }

  @Test
  void a_link_that_leads_nowhere_is_no_reason_to_look_for_others() throws IOException {
    Files.createSymbolicLink(folder.resolve("model.safetensors"), folder.resolve("gone"));
    Files.createFile(folder.resolve("pytorch_model.bin"));

    assertThatThrownBy(() -> WeightFiles.open(new Folder(folder)))
        .isInstanceOf(FormatException.class)
        .hasMessageStartingWith("models: model.safetensors: at byte 0: must be a file; got a link");
  }
}
