package io.blick.models.encoder;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.blick.core.nn.Ops;
import io.blick.core.nn.ReferenceOps;
import io.blick.core.tensor.Tensor;
import io.blick.models.Models;
import io.blick.models.format.safetensors.Safetensors;
import io.blick.models.text.Batch;
import io.blick.models.text.TextModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** One of the folders of encoders that lie beside the tests; a test may change any part of it. */
public final class SavedEncoder {
  /** Where the folders are. */
  public static final Path ALL = Path.of("src/test/resources/encoders");

  private static final String WEIGHTS = "model.safetensors";

  private final Path from;
  private final Map<String, Object> config;
  private final Map<String, Tensor> tensors = new LinkedHashMap<>();

  public SavedEncoder(String name) {
    from = ALL.resolve(name);
    try {
      config = new JsonMapper()
          .readValue(
              Files.readAllBytes(from.resolve("config.json")),
              new TypeReference<LinkedHashMap<String, Object>>() {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    try (Safetensors file = Safetensors.open(from.resolve(WEIGHTS))) {
      file.names().forEach(tensor -> tensors.put(tensor, file.tensor(tensor).copy()));
    }
  }

  public Map<String, Object> config() {
    return config;
  }

  /** Returns the tensors by name. */
  public Map<String, Tensor> tensors() {
    return tensors;
  }

  /** Returns a tensor that is there. */
  public Tensor tensor(String name) {
    return Objects.requireNonNull(tensors.get(name), name);
  }

  /** Sets one element of a tensor. */
  public SavedEncoder set(String name, int index, float value) {
    float[] values = tensor(name).toFloats();
    values[index] = value;
    tensors.put(name, Tensor.of(values, tensor(name).sizes()));
    return this;
  }

  /** Adds a tensor of zeros. */
  public SavedEncoder add(String name, int... sizes) {
    tensors.put(name, Tensor.zeros(sizes));
    return this;
  }

  /** Changes all names. */
  public SavedEncoder rename(UnaryOperator<String> change) {
    Map<String, Tensor> before = new LinkedHashMap<>(tensors);
    tensors.clear();
    before.forEach((name, tensor) -> tensors.put(change.apply(name), tensor));
    return this;
  }

  /** Changes all tensors. */
  public SavedEncoder convert(UnaryOperator<Tensor> change) {
    tensors.replaceAll((_, tensor) -> change.apply(tensor));
    return this;
  }

  /** Writes all files but those of the weights. */
  public Path writeOthers(Path folder) {
    try {
      for (String name : List.of("tokenizer.json", "tokenizer_config.json")) {
        Files.copy(from.resolve(name), folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
      }
      Files.write(folder.resolve("config.json"), new JsonMapper().writeValueAsBytes(config));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return folder;
  }

  /** Writes all files. */
  public Path write(Path folder) {
    writeOthers(folder);
    Safetensors.write(folder.resolve(WEIGHTS), tensors, Map.of());
    return folder;
  }

  public TextModel open(Path folder) {
    return Models.open(write(folder));
  }

  /** Returns the notes on the folder. */
  public List<String> notes(Path folder) {
    try (TextModel model = open(folder)) {
      return model.notes();
    }
  }

  /** Returns all that a model computes of a text, in float64 and by the obvious loops. */
  public static Map<String, double[]> results(TextModel model) {
    try (Ops ops = new ReferenceOps()) {
      Batch batch = Batch.of(model.tokenizer().encode("Anna bor i Lund, 7 mil bort."));
      Map<String, double[]> results = new LinkedHashMap<>();
      EncodersTest.results(model, ops, batch)
          .forEach((name, tensor) -> results.put(name, tensor.toDoubles()));
      return results;
    }
  }

  /** Returns all that the model computes of a text. */
  public Map<String, double[]> results(Path folder) {
    try (TextModel model = open(folder)) {
      return results(model);
    }
  }
}
