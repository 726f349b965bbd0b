package io.blick.models.task;

import io.blick.core.attention.AttentionSite;
import io.blick.core.nn.Linear;
import io.blick.core.nn.Ops;
import io.blick.core.tensor.Tensor;
import io.blick.models.text.Batch;
import io.blick.models.text.InputProjections;
import io.blick.models.text.ModelNote;
import io.blick.models.text.Pass;
import io.blick.models.text.TextHead;
import io.blick.models.text.TextModel;
import io.blick.models.token.Tokenizer;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A model with heads of a test's own.
 *
 * @param model computes the hidden states; closed by the test
 * @param textHeads the heads
 */
record HeadedModel(TextModel model, List<TextHead> textHeads) implements TextModel {

  HeadedModel(TextModel model, TextHead head) {
    this(model, List.of(head));
  }

  /** Draws a linear layer; its logits are so large that no probability is near that of chance. */
  static Linear layer(int outputs, int inputs) {
    var random = new SplittableRandom(11);
    Tensor weight = drawn(random, outputs, inputs);
    return Linear.of(weight, drawn(random, outputs));
  }

  private static Tensor drawn(SplittableRandom random, int... sizes) {
    float[] numbers = new float[Arrays.stream(sizes).reduce(1, Math::multiplyExact)];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) random.nextDouble(-1, 1);
    }
    return Tensor.of(numbers, sizes);
  }

  /** A classifier: a linear layer on the first piece of each text. */
  record Classes(List<String> labels, TextHead.ClassKind kind, Linear layer)
      implements TextHead.ClassHead {
    @Override
    public Tensor logits(Ops ops, Tensor hidden, Batch batch) {
      int[] rows = new int[batch.texts()];
      Arrays.setAll(rows, batch.sequences()::start);
      return ops.linear(ops.gather(hidden, Tensor.of(rows, rows.length)), layer);
    }
  }

  /** A tagger: a linear layer on each piece. */
  record Tags(List<String> labels, Linear layer) implements TextHead.TagHead {
    @Override
    public Tensor logits(Ops ops, Tensor hidden) {
      return ops.linear(hidden, layer);
    }
  }

  /** A head for answers: a linear layer on each piece. */
  record Ends(Linear layer) implements TextHead.AnswerHead {
    @Override
    public Tensor logits(Ops ops, Tensor hidden) {
      return ops.linear(hidden, layer);
    }
  }

  @Override
  public String name() {
    return "headed";
  }

  @Override
  public List<ModelNote> explainedNotes() {
    return model.explainedNotes();
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
