package io.blick.models.encoder;

import io.blick.core.attention.AttentionSite;
import io.blick.core.nn.Ops;
import io.blick.core.tensor.Tensor;
import io.blick.models.format.Escaped;
import io.blick.models.text.Batch;
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

/** An encoder of any architecture as a model of text: embeddings, then layer after layer. */
final class EncoderModel implements TextModel {
  private final String name;
  private final Tokenizer tokenizer;
  private final EncoderPlan plan;
  private final Encoder encoder;
  private final HiddenStates states;
  private final List<TextHead> textHeads;
  private final List<ModelNote> notes;
  private final Supplier<String> fingerprint;
  private final OpenWeights open;

  /**
   * Creates a model from its parts.
   *
   * @param textHeads whose weights are closed with {@code open}
   * @param notes what the user may not expect of the model
   * @param fingerprint of its embeddings and layers, read from {@code open}
   */
  EncoderModel(
      String name,
      Tokenizer tokenizer,
      EncoderPlan plan,
      Encoder encoder,
      List<TextHead> textHeads,
      List<ModelNote> notes,
      Supplier<String> fingerprint,
      OpenWeights open) {
    this.name = name;
    this.tokenizer = tokenizer;
    this.plan = plan;
    this.encoder = encoder;
    this.states = new HiddenStates(name, encoder);
    this.textHeads = List.copyOf(textHeads);
    this.notes = List.copyOf(notes);
    this.fingerprint = fingerprint;
    this.open = open;
  }

  @Override
  public List<Tensor> forward(Ops ops, Pass pass) {
    checkFits(pass.batch());
    return open.pass(() -> states.all(ops, pass));
  }

  @Override
  public Tensor last(Ops ops, Pass pass) {
    checkFits(pass.batch());
    return open.pass(() -> states.last(ops, pass));
  }

  @Override
  public Tensor resume(Ops ops, Pass pass, int first, Tensor x, int end) {
    checkFits(pass.batch());
    return open.pass(() -> states.resume(ops, pass, first, x, end));
  }

  private void checkFits(Batch batch) {
    if (!fits(batch.longest())) {
      throw new IllegalArgumentException(
          "%s: a text must have at most %d pieces, the positions of %s; got %d"
              .formatted(plan.names().model(), positions(), Escaped.text(name), batch.longest()));
    }
    plan.sizes().segments().ifPresent(segments -> {
      if (batch.segmentCount() > segments) {
        throw new IllegalArgumentException(
            "%s: a text must have at most %d segments, as %s knows; got %d"
                .formatted(
                    plan.names().model(), segments, Escaped.text(name), batch.segmentCount()));
      }
    });
  }

  @Override
  public InputProjections inputProjections(int layer) {
    return open.pass(() -> encoder.inputProjections(layer).copy());
  }

  @Override
  public Tensor outputProjection(int layer) {
    return open.pass(() -> encoder.outputProjection(layer));
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
    return name;
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
    return plan.sizes().layers();
  }

  @Override
  public int heads() {
    return plan.sizes().heads();
  }

  @Override
  public int keyValueHeads() {
    return heads();
  }

  @Override
  public AttentionSite site(int layer) {
    return AttentionSite.encoder(layer);
  }

  @Override
  public int positions() {
    return plan.sizes().positions();
  }

  @Override
  public void close() {
    open.close();
  }
}
