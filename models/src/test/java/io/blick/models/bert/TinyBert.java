package io.blick.models.bert;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.blick.core.tensor.DType;
import io.blick.core.tensor.Tensor;
import io.blick.models.Models;
import io.blick.models.format.safetensors.Safetensors;
import io.blick.models.text.TextModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * A BERT of small sizes that cannot be confused, as a folder of Hugging Face's layout. It is whole;
 * a test may change any part before it is written. Its weights come from tiny-bert/make.py; they
 * are multiples of 1/128 between 0 and 2 or around 0, so that every floating type holds them
 * exactly.
 */
public final class TinyBert {
  public static final int VOCABULARY = 37;
  public static final int POSITIONS = 139;
  public static final int SEGMENTS = 2;
  public static final int HEADS = 3;
  public static final int HEAD_DIM = 5;
  public static final int WIDTH = HEADS * HEAD_DIM;
  public static final int INNER = 19;
  public static final int LAYERS = 2;

  private static final String MODULES = """
      [{"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.Transformer"},
       {"idx": 1, "name": "1", "path": "1_Pooling", "type": "sentence_transformers.models.Pooling"},
       {"idx": 2, "name": "2", "path": "2_Normalize",
        "type": "sentence_transformers.models.Normalize"}]
      """;

  private final Map<String, Object> config = new LinkedHashMap<>();
  private final Map<String, Tensor> tensors = new LinkedHashMap<>();
  private final List<String> vocabulary = new ArrayList<>();
  private boolean embedding;

  public TinyBert() {
    config.put("model_type", "bert");
    config.put("vocab_size", VOCABULARY);
    config.put("max_position_embeddings", POSITIONS);
    config.put("type_vocab_size", SEGMENTS);
    config.put("hidden_size", WIDTH);
    config.put("num_hidden_layers", LAYERS);
    config.put("num_attention_heads", HEADS);
    config.put("intermediate_size", INNER);
    config.put("hidden_act", "gelu");
    config.put("layer_norm_eps", 1e-12);
    vocabulary.addAll(List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"));
    for (char letter = 'a'; letter <= 'z'; letter++) {
      vocabulary.add(Character.toString(letter));
    }
    vocabulary.addAll(List.of("##a", "##b", "##c", "##d", "##e", "##f"));
    try (Safetensors file = golden()) {
      file.names().stream()
          .filter(name -> file.tensor(name).type() == DType.F32)
          .forEach(name -> tensors.put(name, file.tensor(name).copy()));
    }
  }

  /** Opens the weights, and what a program that shares nothing with Blick makes of them. */
  static Safetensors golden() {
    return Safetensors.open(Path.of("src/test/resources/tiny-bert/tiny-bert.safetensors"));
  }

  public Map<String, Object> config() {
    return config;
  }

  public List<String> vocabulary() {
    return vocabulary;
  }

  /** Returns the tensors by name, in the file's order. */
  public Map<String, Tensor> tensors() {
    return tensors;
  }

  /** Returns a tensor that is there. */
  public Tensor tensor(String name) {
    return Objects.requireNonNull(tensors.get(name), name);
  }

  /** Changes all names. */
  public TinyBert rename(UnaryOperator<String> change) {
    Map<String, Tensor> before = new LinkedHashMap<>(tensors);
    tensors.clear();
    before.forEach((name, tensor) -> tensors.put(change.apply(name), tensor));
    return this;
  }

  /** Changes all tensors. */
  public TinyBert convert(UnaryOperator<Tensor> change) {
    tensors.replaceAll((_, tensor) -> change.apply(tensor));
    return this;
  }

  /** Adds the files by which sentence-transformers says that a model embeds sentences. */
  public TinyBert embedding() {
    embedding = true;
    return this;
  }

  /** Writes config.json, vocab.txt, tokenizer_config.json and model.safetensors. */
  public Path write(Path folder) {
    try {
      if (embedding) {
        Path pooling = Files.createDirectories(folder.resolve("1_Pooling"));
        Files.writeString(folder.resolve("modules.json"), MODULES);
        Files.writeString(pooling.resolve("config.json"), "{\"pooling_mode_mean_tokens\": true}");
      }
      Files.write(folder.resolve("config.json"), new JsonMapper().writeValueAsBytes(config));
      Files.write(folder.resolve("vocab.txt"), vocabulary);
      Files.writeString(folder.resolve("tokenizer_config.json"), "{\"do_lower_case\": true}");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Safetensors.write(folder.resolve("model.safetensors"), tensors, Map.of());
    return folder;
  }

  public TextModel open(Path folder) {
    return Models.open(write(folder));
  }
}
