package io.blick.lens.trace;

import io.blick.core.attention.AttentionCall;
import io.blick.core.attention.AttentionSite;
import io.blick.core.nn.EagerOps;
import io.blick.core.nn.Ops;
import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.Tensor;
import io.blick.lens.argument.Required;
import io.blick.models.text.Batch;
import io.blick.models.text.Finite;
import io.blick.models.text.TextHead;
import io.blick.models.text.TextModel;
import io.blick.models.token.Encoding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One pass of a text through a model, kept so that any weight of any head can be asked for: pieces,
 * words, hidden states, and q, k, v and the log-sum-exp of each layer. Nothing S × S is stored; the
 * weights of a head are computed when they are asked for. Layers and heads count from 0 here.
 *
 * <p>Safe for many threads: nothing of it changes, and the memory of its tensors cannot be written.
 */
public final class Trace {
  private static final String POOLED = "the numbers of the pooled vector";
  private static final String EMBEDDING = "the numbers of the embedding";

  private final Reading reading;
  private final TracedCalls calls;
  private final List<Tensor> hidden;
  private final Optional<Tensor> pooled;
  private final Optional<Tensor> embedding;
  private final boolean tooLongToEmbed;
  private final Optional<NextPieceOutput> nextPieces;

  private Trace(
      Reading reading,
      TracedCalls calls,
      List<Tensor> hidden,
      Optional<Tensor> pooled,
      Optional<Tensor> embedding,
      boolean tooLongToEmbed,
      Optional<TextHead.NextPieceHead> head) {
    this.reading = reading;
    this.calls = calls;
    this.hidden = List.copyOf(hidden);
    this.pooled = pooled;
    this.embedding = embedding;
    this.tooLongToEmbed = tooLongToEmbed;
    this.nextPieces = head.map(next -> new NextPieceOutput(next, this.hidden.getLast()));
  }

  /**
   * Runs one text on all cores.
   *
   * @throws TextException if it has no piece of its own or more pieces than the model has positions
   * @throws IllegalStateException if the model computes a number that is not finite
   */
  public static Trace of(TextModel model, String text) {
    Reading reading = Reading.of(model, text);
    try (Parallel cores = Parallel.ofCores()) {
      return on(cores, model, reading);
    }
  }

  /**
   * Runs a pair of texts on all cores.
   *
   * @throws TextException if one has no piece of its own, or both together have more pieces than
   *     the model has positions
   * @throws IllegalStateException if the model computes a number that is not finite
   */
  public static Trace of(TextModel model, String text, String second) {
    Required.of("reading", "text", text);
    Required.of("reading", "second text", second);
    Reading reading = Reading.of(model, List.of(text, second));
    try (Parallel cores = Parallel.ofCores()) {
      return on(cores, model, reading);
    }
  }

  /**
   * Runs a text, or a pair of them, on the caller's threads.
   *
   * @param reading made by the same model
   * @throws IllegalStateException if the model computes a number that is not finite
   */
  public static Trace on(Parallel threads, TextModel model, Reading reading) {
    Required.of("trace", "threads", threads);
    Required.of("trace", "model", model);
    Required.of("trace", "reading", reading);
    List<AttentionCall> calls = new ArrayList<>();
    var batch = Batch.of(List.of(reading.encoding()));
    try (Ops ops = EagerOps.on(threads, call -> calls.add(call.copy().readOnly()))) {
      List<Tensor> states = model.forward(ops, batch);
      Tensor last = states.getLast();
      return new Trace(
          reading,
          TracedCalls.of(model, calls),
          states.stream().map(Trace::kept).toList(),
          model
              .head(TextHead.Pooler.class)
              .map(pooler -> onlyText(checked(model, POOLED, pooler.pool(ops, last, batch)))),
          model
              .head(TextHead.SentenceHead.class)
              .filter(head -> head.fits(batch))
              .map(head -> onlyText(checked(model, EMBEDDING, head.embed(ops, last, batch)))),
          model
              .head(TextHead.SentenceHead.class)
              .filter(head -> !head.fits(batch))
              .isPresent(),
          model.head(TextHead.NextPieceHead.class));
    }
  }

  private static Tensor checked(TextModel model, String what, Tensor numbers) {
    return Finite.checked(model.name(), what, numbers);
  }

  /** Returns a copy of the vector of the only text of a batch. */
  private static Tensor onlyText(Tensor batch) {
    return kept(batch.at(0));
  }

  /** Returns a copy that outlives the workspace, and that no reader can change under another. */
  private static Tensor kept(Tensor numbers) {
    return numbers.copy().readOnly();
  }

  /** Returns the model's name. */
  public String model() {
    return reading.model();
  }

  /** Returns the text as the model reads it. */
  public Reading reading() {
    return reading;
  }

  /** Returns the texts, one or two. */
  public List<String> segments() {
    return reading.segments();
  }

  /** Returns the pieces and words of the texts. */
  public Encoding encoding() {
    return reading.encoding();
  }

  /** Returns the number of layers. */
  public int layers() {
    return calls.layers();
  }

  /** Returns the number of query heads of each layer, H. */
  public int heads() {
    return calls.heads();
  }

  /** Returns the words or the pieces of the text. */
  public TextUnits units(Granularity granularity) {
    return reading.units(granularity);
  }

  /** Returns the weights of all heads, between words or between pieces. */
  public HeadMaps maps(Granularity granularity) {
    return HeadMaps.of(model(), units(granularity), layers(), heads(), this::pieces)
        .seeing(this::even);
  }

  /**
   * Returns the weights of a head that spreads evenly over the pieces that each piece sees. A piece
   * sees those that the mask of the layer's first head does not hide.
   *
   * @param layer counted from 0
   * @return (S, S): rows look, columns are looked at; each row sums to 1
   */
  public float[][] even(int layer) {
    AttentionCall call = attention(layer);
    float[][] even = new float[call.q().size(1)][];
    for (int t = 0; t < even.length; t++) {
      even[t] = spread(call.scores(0, 0, t));
    }
    return even;
  }

  private static float[] spread(float[] scores) {
    int seen = 0;
    for (float score : scores) {
      seen += score == Float.NEGATIVE_INFINITY ? 0 : 1;
    }
    float[] even = new float[scores.length];
    for (int s = 0; s < even.length; s++) {
      even[s] = scores[s] == Float.NEGATIVE_INFINITY ? 0 : 1f / seen;
    }
    return even;
  }

  /**
   * Returns the attention call of a layer: q, k, v, output and log-sum-exp, where the pieces attend
   * to each other.
   */
  public AttentionCall attention(int layer) {
    return calls.own(inside("layer", layer, layers()));
  }

  /**
   * Returns the attention call of a site, such as that of a decoder to what its encoder made.
   *
   * @throws IllegalArgumentException if the model attends to nothing there
   */
  public AttentionCall attention(AttentionSite site) {
    return calls.at(Required.of("trace", "site", site));
  }

  /**
   * Returns the weights of a head between pieces.
   *
   * @return (S, S): rows look, columns are looked at
   */
  public float[][] pieces(int layer, int head) {
    return attention(layer).weights(0, head);
  }

  /**
   * Returns the weights of a head between words: the sum over the pieces of the word looked at, the
   * mean over the pieces of the word that looks.
   *
   * @return (words, words): rows look, columns are looked at; each row sums to 1
   */
  public float[][] words(int layer, int head) {
    return units(Granularity.WORDS).map(pieces(layer, head));
  }

  /** Returns the hidden states (S, C) after the embeddings (0) or after a layer (1 … L). */
  public Tensor hidden(int index) {
    return hidden.get(inside("index", index, hidden.size()));
  }

  private int inside(String what, int index, int count) {
    if (index < 0 || index >= count) {
      throw new IndexOutOfBoundsException(
          "trace: the %s must be from 0 to %d; got %d".formatted(what, count - 1, index));
    }
    return index;
  }

  /** Returns the pooled vector (C); empty if the model has no pooler. */
  public Optional<Tensor> pooled() {
    return pooled;
  }

  /**
   * Returns the sentence embedding (E); empty if the model makes none, or if the text is longer
   * than the limit that the model's folder sets for embeddings.
   */
  public Optional<Tensor> embedding() {
    return embedding;
  }

  /** Returns what a causal language model computes of the last states; empty for other models. */
  public Optional<NextPieceOutput> nextPieces() {
    return nextPieces;
  }

  /** Whether the model embeds sentences, but this text is longer than its limit for them. */
  public boolean isTooLongToEmbed() {
    return tooLongToEmbed;
  }
}
