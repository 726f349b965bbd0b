package io.blick.models.bert;

import io.blick.core.attention.AttentionOptions;
import io.blick.core.nn.LayerNorm;
import io.blick.core.nn.Linear;
import io.blick.core.nn.Ops;
import io.blick.core.tensor.Sequences;
import io.blick.core.tensor.Tensor;
import io.blick.models.format.Escaped;
import io.blick.models.text.Batch;
import io.blick.models.text.Finite;
import io.blick.models.text.TextHead;
import io.blick.models.text.TextModel;
import io.blick.models.token.Tokenizer;
import io.blick.models.weights.OpenWeights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * BERT: embeddings, then L layers of attention and feed-forward, each followed by a residual sum
 * and a layer norm (post-LayerNorm). Devlin et al. 2018 (arXiv 1810.04805), after Vaswani et al.
 * 2017.
 */
public final class Bert implements TextModel {
  private final String name;
  private final Tokenizer tokenizer;
  private final BertConfig config;
  private final BertWeights weights;
  private final Optional<TextHead.SentenceHead> sentences;
  private final List<String> notes;
  private final OpenWeights open;

  /**
   * Creates a model from its parts.
   *
   * @param name that of its folder or catalogue entry
   * @param tokenizer for the model's vocabulary
   * @param config the sizes
   * @param weights the weights, of these sizes; closed with the model
   * @param sentences the sentence embedding head, if the folder describes one
   * @param notes what the user may not expect of the model
   */
  public Bert(
      String name,
      Tokenizer tokenizer,
      BertConfig config,
      BertWeights weights,
      Optional<TextHead.SentenceHead> sentences,
      List<String> notes) {
    this.name = name;
    this.tokenizer = tokenizer;
    this.config = config;
    this.weights = weights;
    this.sentences = sentences;
    this.notes = notes.stream().map(Escaped::sentence).toList();
    this.open = new OpenWeights(name, weights.file());
  }

  /** The parameters of one layer, named as in the figure of the paper. */
  record Layer(
      Linear query,
      Linear key,
      Linear value,
      Linear output,
      LayerNorm attentionNorm,
      Linear up,
      Linear down,
      LayerNorm outputNorm) {}

  @Override
  public List<Tensor> forward(Ops ops, Batch batch) {
    checkFits(batch);
    return open.pass(() -> hidden(ops, batch));
  }

  private List<Tensor> hidden(Ops ops, Batch batch) {
    AttentionOptions options = AttentionOptions.full(config.headDim());
    List<Tensor> hidden = new ArrayList<>();
    hidden.add(ops.scoped(() -> embed(ops, batch)));
    for (int l = 0; l < config.layers(); l++) {
      int layer = l;
      Tensor x = hidden.getLast();
      hidden.add(ops.scoped(() -> layer(ops, layer, x, batch.sequences(), options)));
    }
    Finite.check(name, hidden);
    return hidden;
  }

  private void checkFits(Batch batch) {
    if (!fits(batch.longest())) {
      throw new IllegalArgumentException(
          "bert: a text must have at most %d pieces, the positions of %s; got %d"
              .formatted(config.positions(), Escaped.text(name), batch.longest()));
    }
    if (batch.segmentCount() > config.segments()) {
      throw new IllegalArgumentException(
          "bert: a text must have at most %d segments, as %s knows; got %d"
              .formatted(config.segments(), Escaped.text(name), batch.segmentCount()));
    }
  }

  private Tensor embed(Ops ops, Batch batch) {
    Tensor words = ops.embedding(batch.ids(), weights.words());
    Tensor segments = ops.embedding(batch.segments(), weights.segments());
    Tensor positions = ops.embedding(batch.positions(), weights.positions());
    Tensor sum = ops.add(ops.add(words, segments), positions);
    return ops.layerNorm(sum, weights.embeddingNorm());
  }

  private Tensor layer(Ops ops, int index, Tensor x, Sequences texts, AttentionOptions options) {
    Layer layer = weights.layers().get(index);
    Tensor q = ops.splitHeads(ops.linear(x, layer.query()), config.heads());
    Tensor k = ops.splitHeads(ops.linear(x, layer.key()), config.heads());
    Tensor v = ops.splitHeads(ops.linear(x, layer.value()), config.heads());
    Tensor z = ops.joinHeads(ops.attention(index, q, k, v, texts, options));
    Tensor attended = ops.add(ops.linear(z, layer.output()), x);
    Tensor a = ops.layerNorm(attended, layer.attentionNorm());
    Tensor f = ops.linear(a, layer.up(), config.activation());
    return ops.layerNorm(ops.add(ops.linear(f, layer.down()), a), layer.outputNorm());
  }

  @Override
  public Tensor outputProjection(int layer) {
    return open.pass(() -> weights.layers().get(layer).output().weight().copy());
  }

  @Override
  public List<TextHead> textHeads() {
    List<TextHead> all = new ArrayList<>();
    pooler().ifPresent(all::add);
    maskedHead().ifPresent(all::add);
    sentences.ifPresent(head -> all.add(new WhileOpen(open, head)));
    return all;
  }

  private Optional<TextHead.Pooler> pooler() {
    return weights
        .pooler()
        .map(pooler -> (ops, hidden, batch) -> open.pass(() -> {
          // Checked before tanh, which maps an infinity to 1.
          Tensor sum = ops.linear(first(ops, hidden, batch.sequences()), pooler);
          return ops.tanh(Finite.checked(name, "the pooled vector's numbers", sum));
        }));
  }

  /** The hidden state of each text's first piece, [CLS]. */
  private static Tensor first(Ops ops, Tensor hidden, Sequences texts) {
    int[] rows = new int[texts.count()];
    Arrays.setAll(rows, texts::start);
    return ops.embedding(Tensor.of(rows, rows.length), hidden);
  }

  private Optional<TextHead.MaskedHead> maskedHead() {
    return open.pass(weights::hasMasked)
        ? Optional.of((ops, hidden, positions) -> Finite.checked(
            name,
            "the logits of the masked pieces",
            open.pass(() -> logits(ops, hidden, positions))))
        : Optional.empty();
  }

  private Tensor logits(Ops ops, Tensor hidden, Tensor positions) {
    BertWeights.Masked head = weights.masked();
    Tensor x = ops.embedding(positions, hidden);
    Tensor y = ops.linear(x, head.transform(), config.activation());
    return ops.linear(ops.layerNorm(y, head.norm()), head.decoder());
  }

  /** A head whose weights are valid only while the model is open. */
  private record WhileOpen(OpenWeights open, TextHead.SentenceHead head)
      implements TextHead.SentenceHead {
    @Override
    public Tensor embed(Ops ops, Tensor hidden, Batch batch) {
      return open.pass(() -> head.embed(ops, hidden, batch));
    }

    @Override
    public boolean fits(Batch batch) {
      return head.fits(batch);
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<String> notes() {
    return notes;
  }

  @Override
  public Tokenizer tokenizer() {
    return tokenizer;
  }

  @Override
  public int layers() {
    return config.layers();
  }

  @Override
  public int heads() {
    return config.heads();
  }

  @Override
  public int positions() {
    return config.positions();
  }

  @Override
  public void close() {
    open.close();
  }
}
