package io.blick.models.bert;

import io.blick.core.nn.LayerNorm;
import io.blick.core.nn.Linear;
import io.blick.core.tensor.ShapeException;
import io.blick.core.tensor.Tensor;
import io.blick.models.bert.Bert.Layer;
import io.blick.models.format.Safetensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The weights of a {@link Bert} and the names that checkpoints give them. They stay in the mapped
 * file and are read there.
 */
public final class BertWeights implements AutoCloseable {
  private final Safetensors file;
  private final BertConfig config;
  private final boolean sentences;
  private final String prefix;
  private final List<Layer> layers = new ArrayList<>();
  private final Tensor words;
  private final Tensor positions;
  private final Tensor segments;
  private final LayerNorm embeddingNorm;
  private final Optional<Linear> pooler;
  private final Optional<Masked> masked;

  /** What guesses masked pieces: a transform and the decoder. */
  record Masked(Linear transform, LayerNorm norm, Linear decoder) {}

  /**
   * Finds and checks the weights.
   *
   * @param file checked here against the sizes; closed with these weights
   * @param config sizes
   * @param sentences whether the model is made for sentence embeddings
   * @throws ShapeException if a weight's sizes are not those of the config
   */
  public static BertWeights of(Safetensors file, BertConfig config, boolean sentences) {
    try {
      return new BertWeights(file, config, sentences);
    } catch (RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private BertWeights(Safetensors file, BertConfig config, boolean sentences) {
    this.file = file;
    this.config = config;
    this.sentences = sentences;
    this.prefix = file.names().contains("bert.embeddings.word_embeddings.weight") ? "bert." : "";
    this.words = table("word_embeddings", config.vocabulary());
    this.positions = table("position_embeddings", config.positions());
    this.segments = table("token_type_embeddings", config.segments());
    this.embeddingNorm = norm(prefix + "embeddings.LayerNorm");
    for (int l = 0; l < config.layers(); l++) {
      layers.add(layer(prefix + "encoder.layer." + l + "."));
    }
    this.pooler = has(prefix + "pooler.dense.weight").map(this::square);
    this.masked = has("cls.predictions.transform.dense.weight").map(this::masked);
  }

  private Layer layer(String at) {
    int width = config.width();
    int inner = config.feedForward();
    return new Layer(
        linear(at + "attention.self.query", width, width),
        linear(at + "attention.self.key", width, width),
        linear(at + "attention.self.value", width, width),
        linear(at + "attention.output.dense", width, width),
        norm(at + "attention.output.LayerNorm"),
        linear(at + "intermediate.dense", inner, width),
        linear(at + "output.dense", width, inner),
        norm(at + "output.LayerNorm"));
  }

  private Masked masked(String transform) {
    Tensor bias = tensor("cls.predictions.bias", config.vocabulary());
    return new Masked(
        square(transform), norm("cls.predictions.transform.LayerNorm"), new Linear(words, bias));
  }

  private Linear square(String weight) {
    String name = weight.substring(0, weight.length() - ".weight".length());
    Tensor matrix = tensor(weight, config.width(), config.width());
    return new Linear(matrix, tensor(name + ".bias", config.width()));
  }

  private Linear linear(String name, int outputs, int inputs) {
    Tensor weight = tensor(name + ".weight", outputs, inputs);
    return new Linear(weight, tensor(name + ".bias", outputs));
  }

  // Older checkpoints say gamma and beta.
  private LayerNorm norm(String name) {
    boolean old =
        !file.names().contains(name + ".weight") && has(name + ".gamma").isPresent();
    return new LayerNorm(
        tensor(name + (old ? ".gamma" : ".weight"), config.width()),
        tensor(name + (old ? ".beta" : ".bias"), config.width()),
        config.epsilon());
  }

  private Tensor table(String name, int rows) {
    return tensor(prefix + "embeddings." + name + ".weight", rows, config.width());
  }

  private Optional<String> has(String name) {
    return Optional.of(name).filter(file.names()::contains);
  }

  private Tensor tensor(String name, int... sizes) {
    Tensor tensor = file.tensor(name);
    if (!Arrays.equals(tensor.sizes(), sizes)) {
      throw new ShapeException("bert: %s must have the sizes %s of config.json; got %s"
          .formatted(name, Arrays.toString(sizes), tensor));
    }
    return tensor.toF32();
  }

  Tensor words() {
    return words;
  }

  Tensor positions() {
    return positions;
  }

  Tensor segments() {
    return segments;
  }

  LayerNorm embeddingNorm() {
    return embeddingNorm;
  }

  List<Layer> layers() {
    return layers;
  }

  Optional<Linear> pooler() {
    return pooler;
  }

  Optional<Masked> masked() {
    return masked;
  }

  boolean embedsSentences() {
    return sentences;
  }

  @Override
  public void close() {
    file.close();
  }
}
