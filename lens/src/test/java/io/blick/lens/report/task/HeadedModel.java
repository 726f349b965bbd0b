package io.blick.lens.report.task;

import io.blick.core.attention.AttentionSite;
import io.blick.core.nn.Linear;
import io.blick.core.nn.Ops;
import io.blick.core.tensor.Tensor;
import io.blick.lens.trace.TinyModel;
import io.blick.models.text.Batch;
import io.blick.models.text.InputProjections;
import io.blick.models.text.ModelNote;
import io.blick.models.text.Pass;
import io.blick.models.text.SentencePrompts;
import io.blick.models.text.TextHead;
import io.blick.models.text.TextHead.ClassKind;
import io.blick.models.text.TextModel;
import io.blick.models.token.Tokenizer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;

/**
 * The tiny model with heads: linear layers on its hidden states, drawn from a seed. It takes 11
 * pieces, and embeds texts of 7.
 *
 * @param model computes the hidden states
 * @param textHeads the heads
 */
record HeadedModel(TextModel model, List<TextHead> textHeads) implements TextModel {
  static final List<String> TAGS = List.of("B-PER", "B-LOC", "B-ORG");
  static final List<String> LABELS = List.of("sad", "glad", "<b>");

  private static final int WIDTH = 15;

  static HeadedModel with(TextHead... heads) {
    return new HeadedModel(new TinyModel(), List.of(heads));
  }

  static TextHead classes(ClassKind kind) {
    return new Classes(kind, layer(LABELS.size()));
  }

  static TextHead tags() {
    return new Tags(layer(TAGS.size()));
  }

  static TextHead answers() {
    Linear layer = layer(2);
    TextHead.AnswerHead head = (ops, hidden) -> ops.linear(hidden, layer);
    return head;
  }

  static TextHead sentences() {
    return new Mean();
  }

  private static Linear layer(int outputs) {
    var random = new SplittableRandom(13);
    Tensor weight = drawn(random, outputs, WIDTH);
    return Linear.of(weight, drawn(random, outputs));
  }

  private static Tensor drawn(SplittableRandom random, int... sizes) {
    float[] numbers = new float[Arrays.stream(sizes).reduce(1, Math::multiplyExact)];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) random.nextDouble(-1, 1);
    }
    return Tensor.of(numbers, sizes);
  }

  private record Classes(ClassKind kind, Linear layer) implements TextHead.ClassHead {
    @Override
    public List<String> labels() {
      return LABELS;
    }

    @Override
    public Tensor logits(Ops ops, Tensor hidden, Batch batch) {
      return ops.linear(ops.mean(hidden, batch.sequences()), layer);
    }
  }

  private record Tags(Linear layer) implements TextHead.TagHead {
    @Override
    public List<String> labels() {
      return TAGS;
    }

    @Override
    public Tensor logits(Ops ops, Tensor hidden) {
      return ops.linear(hidden, layer);
    }
  }

  private record Mean() implements TextHead.SentenceHead {
    @Override
    public Tensor embed(Ops ops, Tensor hidden, Batch batch, int leftOut) {
      return ops.mean(hidden, batch.sequences());
    }

    @Override
    public SentencePrompts prompts() {
      return new SentencePrompts(
          Map.of("query", "find "), Optional.empty(), SentencePrompts.PromptPieces.POOLED);
    }

    @Override
    public OptionalInt longest() {
      return OptionalInt.of(7);
    }
  }

  @Override
  public String name() {
    return "headed";
  }

  @Override
  public List<ModelNote> explainedNotes() {
    return List.of();
  }

  @Override
  public Tokenizer tokenizer() {
    return model.tokenizer();
  }

  @Override
  public int layers() {
    return model.layers();
  }

  @Override
  public int heads() {
    return model.heads();
  }

  @Override
  public int keyValueHeads() {
    return model.keyValueHeads();
  }

  @Override
  public AttentionSite site(int layer) {
    return model.site(layer);
  }

  @Override
  public int positions() {
    return model.positions();
  }

  @Override
  public List<Tensor> forward(Ops ops, Pass pass) {
    return model.forward(ops, pass);
  }

  @Override
  public Tensor last(Ops ops, Pass pass) {
    return model.last(ops, pass);
  }

  @Override
  public Tensor resume(Ops ops, Pass pass, int first, Tensor x, int end) {
    return model.resume(ops, pass, first, x, end);
  }

  @Override
  public InputProjections inputProjections(int layer) {
    return model.inputProjections(layer);
  }

  @Override
  public Tensor outputProjection(int layer) {
    return model.outputProjection(layer);
  }

  @Override
  public String fingerprint() {
    return model.fingerprint();
  }

  @Override
  public void close() {
    model.close();
  }
}
