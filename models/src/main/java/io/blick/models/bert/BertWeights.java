package io.blick.models.bert;

import io.blick.core.nn.LayerNorm;
import io.blick.core.nn.Linear;
import io.blick.core.tensor.Tensor;
import io.blick.models.bert.Bert.Layer;
import io.blick.models.format.FormatException;
import io.blick.models.format.TensorFile;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The weights of a {@link Bert} and the names that checkpoints give them. Those of the layers are
 * packed out of the mapped file, the tables of the embeddings stay there: docs/decisions/0005 and
 * 0008.
 */
public final class BertWeights implements AutoCloseable {
  private final TensorFile file;
  private final BertConfig config;
  private final int pieces;
  private final boolean sentences;
  private final String prefix;
  private final List<Layer> layers;
  private final Tensor words;
  private final Tensor positions;
  private final Tensor segments;
  private final LayerNorm embeddingNorm;
  private final Optional<Linear> pooler;
  private final Optional<Masked> masked;
  private Optional<Masked> packedMasked = Optional.empty();

  /** What guesses masked pieces: a transform and the decoder. */
  record Masked(Linear transform, LayerNorm norm, Linear decoder) {
    /** Returns the same with the decoder, which is the table of the words, packed. */
    Masked packed() {
      return new Masked(transform, norm, decoder.packed());
    }
  }

  /**
   * Finds and checks the weights.
   *
   * @param file checked here against the sizes; closed with these weights
   * @param config sizes
   * @param pieces of the vocabulary: the embedding table may have more rows, which are not guessed
   * @param sentences whether the model is made for sentence embeddings
   * @throws FormatException if a weight is missing or has not the sizes of the config
   */
  public static BertWeights of(TensorFile file, BertConfig config, int pieces, boolean sentences) {
    try {
      return file.reading(() -> new BertWeights(file, config, pieces, sentences));
    } catch (Throwable e) {
      file.close();
      throw e;
    }
  }

  private BertWeights(TensorFile file, BertConfig config, int pieces, boolean sentences) {
    this.file = file;
    this.config = config;
    this.pieces = pieces;
    this.sentences = sentences;
    this.prefix = file.names().contains("bert.embeddings.word_embeddings.weight") ? "bert." : "";
    this.words = table("word_embeddings", config.vocabulary());
    this.positions = table("position_embeddings", config.positions());
    this.segments = table("token_type_embeddings", config.segments());
    this.embeddingNorm = norm(prefix + "embeddings.LayerNorm");
    this.layers = IntStream.range(0, config.layers())
        .parallel()
        .mapToObj(l -> layer(prefix + "encoder.layer." + l + "."))
        .toList();
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
    Tensor bias = file.weight("cls.predictions.bias", config.vocabulary());
    return new Masked(
        square(transform),
        norm("cls.predictions.transform.LayerNorm"),
        new Linear(first(pieces, words), first(pieces, bias)));
  }

  private static Tensor first(int rows, Tensor table) {
    int[] sizes = table.sizes();
    long bytes = table.data().byteSize() / sizes[0] * rows;
    sizes[0] = rows;
    return Tensor.over(table.data().asSlice(0, bytes), table.type(), sizes);
  }

  private Linear square(String weight) {
    String name = weight.substring(0, weight.length() - ".weight".length());
    return linear(name, config.width(), config.width());
  }

  private Linear linear(String name, int outputs, int inputs) {
    Tensor weight = file.weight(name + ".weight", outputs, inputs);
    return new Linear(weight, file.weight(name + ".bias", outputs)).packed();
  }

  // Older checkpoints say gamma and beta.
  private LayerNorm norm(String name) {
    boolean old =
        !file.names().contains(name + ".weight") && has(name + ".gamma").isPresent();
    return new LayerNorm(
        near(name + (old ? ".gamma" : ".weight"), config.width()),
        near(name + (old ? ".beta" : ".bias"), config.width()),
        config.epsilon());
  }

  /** A weight in memory like that of all that is computed. */
  private Tensor near(String name, int... sizes) {
    return file.weight(name, sizes).copy();
  }

  private Tensor table(String name, int rows) {
    return file.weight(prefix + "embeddings." + name + ".weight", rows, config.width());
  }

  private Optional<String> has(String name) {
    return Optional.of(name).filter(file.names()::contains);
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

  /** Packs the decoder when it is first asked for: most runs guess nothing. */
  synchronized Optional<Masked> masked() {
    if (packedMasked.isEmpty()) {
      packedMasked = masked.map(Masked::packed);
    }
    return packedMasked;
  }

  boolean embedsSentences() {
    return sentences;
  }

  TensorFile file() {
    return file;
  }

  @Override
  public void close() {
    file.close();
  }
}
