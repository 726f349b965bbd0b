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
 * The weights of a {@link Bert}. Those of the layers are packed into memory, the embedding tables
 * stay in the mapped file: docs/decisions/0005 and 0008.
 */
public final class BertWeights implements AutoCloseable {
  private final TensorFile file;
  private final BertConfig config;
  private final int pieces;
  private final BertWeightNames names;
  private final List<Layer> layers;
  private final Tensor words;
  private final Tensor positions;
  private final Tensor segments;
  private final LayerNorm embeddingNorm;
  private final Optional<Linear> pooler;
  private Optional<Masked> masked = Optional.empty();

  /** The masked-language-model head: a transform and the decoder. */
  record Masked(Linear transform, LayerNorm norm, Linear decoder) {}

  /**
   * Finds and checks the weights.
   *
   * @param file its tensors are checked here against the sizes; closed with these weights
   * @param config the sizes
   * @param pieces number of pieces in the vocabulary; further rows of the table are never predicted
   * @throws FormatException if a weight is missing or has other sizes than the config says
   */
  public static BertWeights of(TensorFile file, BertConfig config, int pieces) {
    try {
      return file.reading(() -> new BertWeights(file, config, pieces));
    } catch (Throwable e) {
      file.close();
      throw e;
    }
  }

  private BertWeights(TensorFile file, BertConfig config, int pieces) {
    this.file = file;
    this.config = config;
    this.pieces = pieces;
    this.names = BertWeightNames.of(file, config);
    this.words = table("word_embeddings", config.vocabulary());
    this.positions = table("position_embeddings", config.positions());
    this.segments = table("token_type_embeddings", config.segments());
    this.embeddingNorm = norm(names.encoderPrefix() + "embeddings.LayerNorm");
    this.layers = IntStream.range(0, config.layers())
        .parallel()
        .mapToObj(l -> layer(names.encoderPrefix() + "encoder.layer." + l + "."))
        .toList();
    this.pooler = names.pooler().map(this::widthToWidth);
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

  private Masked masked(BertWeightNames.Predictions head) {
    Tensor bias = file.weight(head.bias(), config.vocabulary());
    Linear decoder = new Linear(firstRows(pieces, decoder(head)), firstRows(pieces, bias));
    return new Masked(widthToWidth(head.transform()), norm(head.norm()), decoder.packed());
  }

  // A stored copy of the table is not read: in half precision it would be converted twice.
  private Tensor decoder(BertWeightNames.Predictions head) {
    return head.decoder()
        .filter(own -> !names.same(own, names.table("word_embeddings")))
        .map(own -> file.weight(own, config.vocabulary(), config.width()))
        .orElse(words);
  }

  private static Tensor firstRows(int rows, Tensor table) {
    int[] sizes = table.sizes();
    long bytes = table.data().byteSize() / sizes[0] * rows;
    sizes[0] = rows;
    return Tensor.over(table.data().asSlice(0, bytes), table.type(), sizes);
  }

  private Linear widthToWidth(String name) {
    return linear(name, config.width(), config.width());
  }

  private Linear linear(String name, int outputs, int inputs) {
    Tensor weight = file.weight(name + ".weight", outputs, inputs);
    return new Linear(weight, file.weight(name + ".bias", outputs)).packed();
  }

  private LayerNorm norm(String name) {
    return norm(names.norm(name));
  }

  private LayerNorm norm(BertWeightNames.Norm norm) {
    return new LayerNorm(copied(norm.gain()), copied(norm.bias()), config.epsilon());
  }

  /** Returns a vector, copied into memory as all computed values are. */
  private Tensor copied(String name) {
    return file.weight(name, config.width()).copy();
  }

  private Tensor table(String kind, int rows) {
    return file.weight(names.table(kind), rows, config.width());
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

  /** Whether the file has a masked-language-model head. */
  boolean hasMasked() {
    return names.predictions().isPresent();
  }

  /** Returns the head, packed on first use: most runs do not predict pieces. */
  synchronized Masked masked() {
    if (masked.isEmpty()) {
      masked = names.predictions().map(this::masked);
    }
    return masked.orElseThrow();
  }

  /**
   * Returns what is in the file and not used, one sentence each; usually none.
   *
   * @param architectures the classes that config.json names
   */
  public List<String> notes(List<String> architectures) {
    return new UnusedWeights(file, names, config.layers()).notes(architectures);
  }

  TensorFile file() {
    return file;
  }

  @Override
  public void close() {
    file.close();
  }
}
