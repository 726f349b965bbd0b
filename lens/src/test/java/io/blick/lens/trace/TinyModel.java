package io.blick.lens.trace;

import io.blick.core.attention.AttentionOptions;
import io.blick.core.attention.AttentionSite;
import io.blick.core.attention.KvSource;
import io.blick.core.nn.Embedding;
import io.blick.core.nn.Linear;
import io.blick.core.nn.Ops;
import io.blick.core.tensor.Tensor;
import io.blick.models.text.Blocks;
import io.blick.models.text.HiddenStates;
import io.blick.models.text.InputProjections;
import io.blick.models.text.ModelNote;
import io.blick.models.text.Pass;
import io.blick.models.text.TextHead;
import io.blick.models.text.TextModel;
import io.blick.models.token.Decoding;
import io.blick.models.token.Encoding;
import io.blick.models.token.Piece;
import io.blick.models.token.Tokenizer;
import io.blick.models.token.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;

/** A seeded model of two layers of three heads, whose tokenizer cuts at spaces and |. */
public final class TinyModel implements TextModel, Blocks {
  static final int LAYERS = 2;
  static final int HEADS = 3;
  static final int DIMENSION = 5;
  static final int WIDTH = HEADS * DIMENSION;
  static final int POSITIONS = 11;
  private static final int VOCABULARY = 17;

  private final Tensor table;
  private final List<Linear> projections = new ArrayList<>();
  private final HiddenStates states = new HiddenStates("tiny", this);

  /** Draws the weights. */
  public TinyModel() {
    this(OptionalDouble.empty());
  }

  /** Draws the weights, and gives one bias of the second layer's values this number. */
  public TinyModel(double broken) {
    this(OptionalDouble.of(broken));
  }

  private TinyModel(OptionalDouble broken) {
    var random = new SplittableRandom(7);
    table = uniform(random, VOCABULARY, WIDTH);
    for (int i = 0; i < 3 * LAYERS; i++) {
      projections.add(Linear.of(uniform(random, WIDTH, WIDTH), uniform(random, WIDTH)));
    }
    broken.ifPresent(value -> {
      float[] bias = new float[WIDTH];
      bias[7] = (float) value;
      projections.set(5, Linear.of(uniform(random, WIDTH, WIDTH), Tensor.of(bias, WIDTH)));
    });
  }

  private static Tensor uniform(SplittableRandom random, int... sizes) {
    int count = 1;
    for (int size : sizes) {
      count *= size;
    }
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextDouble(-1, 1);
    }
    return Tensor.of(values, sizes);
  }

  @Override
  public String name() {
    return "tiny";
  }

  @Override
  public List<ModelNote> explainedNotes() {
    return List.of();
  }

  @Override
  public Tokenizer tokenizer() {
    return new SpaceTokenizer();
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
    return HEADS;
  }

  @Override
  public AttentionSite site(int layer) {
    return AttentionSite.encoder(layer);
  }

  @Override
  public int positions() {
    return POSITIONS;
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
  public Tensor embed(Ops ops, Pass pass) {
    return ops.embedding(pass.batch().ids(), Embedding.of(table));
  }

  @Override
  public Tensor block(Ops ops, int layer, Tensor x, Pass pass) {
    List<Tensor> qkv = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      qkv.add(ops.splitHeads(ops.linear(x, projections.get(3 * layer + i)), HEADS));
    }
    KvSource source = pass.source(site(layer), qkv.get(1), qkv.get(2));
    var options = AttentionOptions.full(DIMENSION);
    Tensor seen =
        ops.attention(site(layer), qkv.getFirst(), pass.batch().sequences(), source, options);
    return ops.add(x, ops.joinHeads(seen));
  }

  @Override
  public InputProjections inputProjections(int layer) {
    return new InputProjections(
        projections.get(3 * layer), projections.get(3 * layer + 1), projections.get(3 * layer + 2));
  }

  /** The identity: outputs of heads are added to the hidden states without a projection. */
  @Override
  public Tensor outputProjection(int layer) {
    float[] identity = new float[WIDTH * WIDTH];
    for (int i = 0; i < WIDTH; i++) {
      identity[i * WIDTH + i] = 1;
    }
    return Tensor.of(identity, WIDTH, WIDTH);
  }

  @Override
  public List<TextHead> textHeads() {
    TextHead.Pooler pooler = (ops, hidden, _) -> ops.gather(hidden, Tensor.of(new int[] {0}, 1));
    return List.of(pooler);
  }

  @Override
  public String fingerprint() {
    return "0".repeat(64);
  }

  @Override
  public void close() {}

  private static final class SpaceTokenizer implements Tokenizer {
    @Override
    public Encoding encode(String text) {
      Encoding one = text.isBlank() ? Texts.of() : Texts.of(text.split(" ", -1));
      return new Encoding(numbered(one.pieces(), 1, 0), one.words());
    }

    @Override
    public Encoding encode(String first, String second) {
      Encoding one = encode(first);
      Encoding two = encode(second);
      List<Piece> pieces = new ArrayList<>(one.pieces());
      List<Word> words = new ArrayList<>(one.words());
      List<Piece> rest = numbered(two.pieces(), 2, words.size() - 1);
      pieces.addAll(rest.subList(1, rest.size()));
      int shift = one.pieces().size() - 1;
      for (Word word : two.words().subList(1, two.words().size())) {
        words.add(
            new Word(word.text(), word.pieces().stream().map(i -> i + shift).toList()));
      }
      return new Encoding(pieces, words);
    }

    private static List<Piece> numbered(List<Piece> pieces, int segment, int shift) {
      return pieces.stream()
          .map(piece -> switch (piece) {
            case Piece.InText p -> {
              int id = Math.floorMod(p.text().hashCode(), VOCABULARY);
              int word = p.word() + shift;
              yield (Piece) new Piece.InText(id, p.text(), segment, word, p.start(), p.end());
            }
            case Piece.Added p ->
              new Piece.Added(p.id() % VOCABULARY, p.text(), segment, p.word() + shift);
          })
          .toList();
    }

    @Override
    public String piece(int id) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Integer> mask() {
      return Optional.empty();
    }

    @Override
    public int size() {
      return VOCABULARY;
    }

    @Override
    public Decoding decoding() {
      throw new UnsupportedOperationException();
    }
  }
}
