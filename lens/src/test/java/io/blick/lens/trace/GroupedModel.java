package io.blick.lens.trace;

import io.blick.core.attention.AttentionOptions;
import io.blick.core.attention.AttentionSite;
import io.blick.core.attention.KvSource;
import io.blick.core.nn.Embedding;
import io.blick.core.nn.Linear;
import io.blick.core.nn.Ops;
import io.blick.core.tensor.Sequences;
import io.blick.core.tensor.Tensor;
import io.blick.models.text.Batch;
import io.blick.models.text.Blocks;
import io.blick.models.text.HiddenStates;
import io.blick.models.text.InputProjections;
import io.blick.models.text.ModelNote;
import io.blick.models.text.Pass;
import io.blick.models.text.TextHead;
import io.blick.models.text.TextModel;
import io.blick.models.token.Tokenizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A seeded model of three layers whose six query heads share two key-value heads, and whose values
 * are wider than its keys. As a decoder it is causal, and each layer attends to three given states
 * before it attends to its own pieces.
 */
public final class GroupedModel implements TextModel, Blocks {
  /** Number of layers, L. */
  public static final int LAYERS = 3;

  /** Number of query heads, H. */
  public static final int HEADS = 6;

  /** Number of key-value heads, Hkv. */
  public static final int KEY_HEADS = 2;

  /** Size of queries and keys, D. */
  public static final int DIMENSION = 5;

  /** Size of values, Dv. */
  public static final int VALUES = 7;

  /** Number of states to which a decoder attends across. */
  public static final int MEMORY = 3;

  private static final int WIDTH = 11;
  private static final int VOCABULARY = 17;

  private final SplittableRandom random = new SplittableRandom(13);
  private final AttentionSite.Kind kind;
  private final Tensor table = uniform(VOCABULARY, WIDTH);
  private final Tensor memory = uniform(MEMORY, WIDTH);
  private final List<InputProjections> own = projections();
  private final List<InputProjections> cross = projections();
  private final List<Linear> outputs = new ArrayList<>();
  private final HiddenStates states = new HiddenStates("grouped", this);
  private final List<Integer> ran = new ArrayList<>();

  /**
   * Draws the weights.
   *
   * @param kind encoder or decoder
   */
  public GroupedModel(AttentionSite.Kind kind) {
    this.kind = kind;
    for (int l = 0; l < LAYERS; l++) {
      outputs.add(linear(WIDTH, HEADS * VALUES));
    }
  }

  private List<InputProjections> projections() {
    List<InputProjections> all = new ArrayList<>();
    for (int l = 0; l < LAYERS; l++) {
      all.add(new InputProjections(
          linear(HEADS * DIMENSION, WIDTH),
          linear(KEY_HEADS * DIMENSION, WIDTH),
          linear(KEY_HEADS * VALUES, WIDTH)));
    }
    return all;
  }

  private Linear linear(int outputWidth, int inputWidth) {
    return Linear.of(uniform(outputWidth, inputWidth), uniform(outputWidth));
  }

  private Tensor uniform(int... sizes) {
    float[] values = new float[Arrays.stream(sizes).reduce(1, (a, b) -> a * b)];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextDouble(-0.5, 0.5);
    }
    return Tensor.of(values, sizes);
  }

  /** Returns the layers that ran since this was asked, in their order. */
  public List<Integer> ran() {
    List<Integer> all = List.copyOf(ran);
    ran.clear();
    return all;
  }

  @Override
  public Tensor embed(Ops ops, Pass pass) {
    return ops.embedding(pass.batch().ids(), Embedding.of(table));
  }

  @Override
  public Tensor block(Ops ops, int layer, Tensor x, Pass pass) {
    ran.add(layer);
    Tensor below =
        kind == AttentionSite.Kind.DECODER ? ops.add(x, across(ops, layer, x, pass.batch())) : x;
    InputProjections projections = own.get(layer);
    KvSource source = pass.source(
        site(layer),
        ops.splitHeads(ops.linear(below, projections.key()), KEY_HEADS),
        ops.splitHeads(ops.linear(below, projections.value()), KEY_HEADS));
    Tensor q = ops.splitHeads(ops.linear(below, projections.query()), HEADS);
    AttentionOptions options = kind == AttentionSite.Kind.DECODER
        ? AttentionOptions.causal(DIMENSION)
        : AttentionOptions.full(DIMENSION);
    Tensor z = ops.attention(site(layer), q, pass.batch().sequences(), source, options);
    return ops.add(below, ops.linear(ops.joinHeads(z), outputs.get(layer)));
  }

  /** Attends to the same given states from each text. */
  private Tensor across(Ops ops, int layer, Tensor x, Batch batch) {
    InputProjections projections = cross.get(layer);
    int[] rows = new int[MEMORY * batch.texts()];
    Arrays.setAll(rows, i -> i % MEMORY);
    int[] lengths = new int[batch.texts()];
    Arrays.fill(lengths, MEMORY);
    Tensor given = ops.gather(memory, Tensor.of(rows, rows.length));
    var source = new KvSource.Fresh(
        ops.splitHeads(ops.linear(given, projections.key()), KEY_HEADS),
        ops.splitHeads(ops.linear(given, projections.value()), KEY_HEADS),
        Sequences.of(lengths));
    Tensor q = ops.splitHeads(ops.linear(x, projections.query()), HEADS);
    AttentionOptions options = AttentionOptions.full(DIMENSION);
    Tensor z = ops.attention(AttentionSite.cross(layer), q, batch.sequences(), source, options);
    return ops.linear(ops.joinHeads(z), outputs.get(layer));
  }

  @Override
  public List<Tensor> forward(Ops ops, Pass pass) {
    return states.all(ops, pass);
  }

  @Override
  public Tensor last(Ops ops, Pass pass) {
    return states.last(ops, pass);
  }

  @Override
  public Tensor resume(Ops ops, Pass pass, int first, Tensor x, int end) {
    return states.resume(ops, pass, first, x, end);
  }

  @Override
  public AttentionSite site(int layer) {
    return new AttentionSite(kind, layer);
  }

  @Override
  public InputProjections inputProjections(int layer) {
    return own.get(layer);
  }

  @Override
  public Tensor outputProjection(int layer) {
    return outputs.get(layer).weight().dense();
  }

  @Override
  public String name() {
    return "grouped";
  }

  @Override
  public List<ModelNote> explainedNotes() {
    return List.of();
  }

  @Override
  public Tokenizer tokenizer() {
    return new TinyModel().tokenizer();
  }

  @Override
  public int layers() {
    return LAYERS;
  }

  @Override
  public int heads() {
    return HEADS;
  }

  @Override
  public int keyValueHeads() {
    return KEY_HEADS;
  }

  @Override
  public int positions() {
    return TinyModel.POSITIONS;
  }

  @Override
  public List<TextHead> textHeads() {
    return List.of();
  }

  @Override
  public String fingerprint() {
    return "0".repeat(64);
  }

  @Override
  public void close() {}
}
