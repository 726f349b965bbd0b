package io.blick.models.stack;

import io.blick.core.attention.AttentionSite;
import io.blick.core.nn.Ops;
import io.blick.core.tensor.Tensor;
import io.blick.models.format.Escaped;
import io.blick.models.text.HiddenStates;
import io.blick.models.text.InputProjections;
import io.blick.models.text.ModelNote;
import io.blick.models.text.Pass;
import io.blick.models.text.TextHead;
import io.blick.models.text.TextModel;
import io.blick.models.token.Tokenizer;
import io.blick.models.weights.OpenWeights;
import java.util.List;
import java.util.function.Supplier;

/** A stack of any architecture as a model of text: embeddings, then layer after layer. */
public final class StackModel implements TextModel {
  private final String architecture;
  private final Tokenizer tokenizer;
  private final StackSizes sizes;
  private final Stack stack;
  private final HiddenStates states;
  private final List<TextHead> textHeads;
  private final List<ModelNote> notes;
  private final Supplier<String> fingerprint;
  private final OpenWeights open;

  /**
   * Creates a model from its parts.
   *
   * @param architecture its model_type, with which errors begin
   * @param textHeads whose weights are closed with {@code open}
   * @param notes what the user may not expect of the model
   * @param fingerprint of its embeddings and layers, read from {@code open}
   * @param open has the model's name
   */
  public StackModel(
      String architecture,
      Tokenizer tokenizer,
      StackSizes sizes,
      Stack stack,
      List<TextHead> textHeads,
      List<ModelNote> notes,
      Supplier<String> fingerprint,
      OpenWeights open) {
    this.architecture = architecture;
    this.tokenizer = tokenizer;
    this.sizes = sizes;
    this.stack = stack;
    this.states = new HiddenStates(open.model(), stack);
    this.textHeads = List.copyOf(textHeads);
    this.notes = List.copyOf(notes);
    this.fingerprint = fingerprint;
    this.open = open;
  }

  @Override
  public List<Tensor> forward(Ops ops, Pass pass) {
    checkFits(pass);
    return open.pass(() -> states.all(ops, pass));
  }

  @Override
  public Tensor last(Ops ops, Pass pass) {
    checkFits(pass);
    return open.pass(() -> states.last(ops, pass));
  }

  @Override
  public Tensor resume(Ops ops, Pass pass, int first, Tensor x, int end) {
    checkFits(pass);
    return open.pass(() -> states.resume(ops, pass, first, x, end));
  }

  private void checkFits(Pass pass) {
    if (!fits(pass.longest())) {
      throw new IllegalArgumentException(
          "%s: a text must have at most %d pieces, the positions of %s; got %d"
              .formatted(architecture, positions(), Escaped.text(name()), pass.longest()));
    }
    sizes.segments().ifPresent(segments -> {
      if (pass.batch().segmentCount() > segments) {
        throw new IllegalArgumentException(
            "%s: a text must have at most %d segments, as %s knows; got %d"
                .formatted(
                    architecture, segments, Escaped.text(name()), pass.batch().segmentCount()));
      }
    });
  }

  @Override
  public InputProjections inputProjections(int layer) {
    return open.pass(() -> stack.inputProjections(layer).copy());
  }

  @Override
  public Tensor outputProjection(int layer) {
    return open.pass(() -> stack.outputProjection(layer));
  }

  @Override
  public String fingerprint() {
    return open.pass(fingerprint);
  }

  @Override
  public List<TextHead> textHeads() {
    return open.pass(() -> textHeads);
  }

  @Override
  public String name() {
    return open.model();
  }

  @Override
  public List<ModelNote> explainedNotes() {
    return notes;
  }

  @Override
  public Tokenizer tokenizer() {
    return tokenizer;
  }

  @Override
  public int layers() {
    return sizes.layers();
  }

  @Override
  public int heads() {
    return sizes.heads();
  }

  @Override
  public int keyValueHeads() {
    return sizes.keyValueHeads();
  }

  @Override
  public AttentionSite site(int layer) {
    return new AttentionSite(sizes.kind(), layer);
  }

  @Override
  public int positions() {
    return sizes.positions();
  }

  @Override
  public void close() {
    open.close();
  }
}
