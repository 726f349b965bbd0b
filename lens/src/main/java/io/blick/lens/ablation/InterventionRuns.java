package io.blick.lens.ablation;

import io.blick.core.attention.AttentionCall;
import io.blick.core.attention.AttentionProbe;
import io.blick.core.attention.AttentionSite;
import io.blick.core.attention.Cuts;
import io.blick.core.nn.EagerOps;
import io.blick.core.nn.Ops;
import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.Tensor;
import io.blick.lens.trace.Head;
import io.blick.models.text.Batch;
import io.blick.models.text.Pass;
import io.blick.models.text.TextModel;
import io.blick.models.token.Encoding;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Runs of texts through a model as it is, and again under each of some interventions. What is read
 * of a run is up to whoever asks for it.
 */
final class InterventionRuns implements AutoCloseable {
  private final TextModel model;
  // Two sets of operations, since what the first computed is read while the second computes.
  private final EagerOps untouched;
  private final EagerOps touched;
  private Intervention now = Intervention.none();

  /** Reads what a run computed. */
  @FunctionalInterface
  interface Readout {
    /**
     * Called after each run: first for the model as it is, then for each intervention in turn.
     *
     * @param run 0 for the model as it is, n for the intervention n − 1
     * @param ops for what is computed of the hidden states
     * @param hidden the last hidden states (N, C), which are valid during the call only
     */
    void read(int run, Ops ops, Tensor hidden, Batch batch);
  }

  InterventionRuns(Parallel threads, TextModel model) {
    this.model = model;
    this.untouched = EagerOps.on(threads);
    this.touched = EagerOps.on(threads, new Probe());
  }

  /**
   * Runs some texts, all in one batch, under all interventions.
   *
   * @param progress is told how many runs of a text are done, {@code interventions + 1} for each
   *     text
   */
  void run(
      List<Encoding> texts,
      List<Intervention> interventions,
      Readout readout,
      LongConsumer progress) {
    try {
      var batch = Batch.of(texts);
      Pass pass = Pass.of(batch);
      List<Tensor> hidden = model.forward(untouched, pass);
      readout.read(0, untouched, hidden.getLast(), batch);
      progress.accept(texts.size());
      for (int n = 0; n < interventions.size(); n++) {
        Intervention what = interventions.get(n);
        check(what);
        readout.read(n + 1, touched, last(what, hidden, pass), batch);
        touched.reset();
        progress.accept((n + 2L) * texts.size());
      }
    } finally {
      touched.reset();
      untouched.reset();
    }
  }

  /** Reads the output of one layer, as the model is and under an intervention in that layer. */
  @FunctionalInterface
  interface LayerReadout {
    /**
     * Called for each intervention in turn.
     *
     * @param intervention its index
     * @param before the hidden states after the layer as the model is (N, C), which are valid
     *     during the call only
     * @param after the same under the intervention
     */
    void read(int intervention, Tensor before, Tensor after);
  }

  /**
   * Runs a text under interventions that are each in one layer alone, and only that layer.
   *
   * @param progress is told how many runs are done, of {@code interventions + 1}
   */
  void runLayers(
      Encoding text,
      List<Intervention> interventions,
      LayerReadout readout,
      LongConsumer progress) {
    try {
      Pass pass = Pass.of(Batch.of(text));
      List<Tensor> hidden = model.forward(untouched, pass);
      progress.accept(1);
      for (int n = 0; n < interventions.size(); n++) {
        now = interventions.get(n);
        check(now);
        int layer = onlyLayer(now);
        Tensor changed = model.resume(touched, pass, layer, hidden.get(layer), layer + 1);
        readout.read(n, hidden.get(layer + 1), changed);
        touched.reset();
        progress.accept(n + 2L);
      }
    } finally {
      touched.reset();
      untouched.reset();
    }
  }

  private static int onlyLayer(Intervention intervention) {
    List<Integer> layers =
        intervention.heads().stream().map(Head::layer).distinct().toList();
    if (layers.size() != 1) {
      throw new IllegalArgumentException(
          "ablate: an intervention must be in one layer; got the layers " + layers);
    }
    return layers.getFirst();
  }

  private void check(Intervention intervention) {
    for (var at : intervention.heads()) {
      if (at.layer() >= model.layers() || at.head() >= model.heads()) {
        throw new IllegalArgumentException(
            "ablation: layers must be below %d and heads below %d; got layer %d, head %d"
                .formatted(model.layers(), model.heads(), at.layer(), at.head()));
      }
    }
  }

  /**
   * Returns the last hidden states under an intervention: the layers below the first that differs
   * are not computed again.
   *
   * @param known those of the model as it is, after the embeddings and after each layer
   */
  private Tensor last(Intervention intervention, List<Tensor> known, Pass pass) {
    now = intervention;
    int first = now.heads().isEmpty() ? model.layers() : now.heads().getFirst().layer();
    return model.resume(touched, pass, first, known.get(first), model.layers());
  }

  /** Does to each attention what the current intervention says. */
  private final class Probe implements AttentionProbe {
    @Override
    public void attended(AttentionCall call) {}

    @Override
    public Cuts cuts(AttentionSite site) {
      return isOwn(site) ? now.cuts(site.layer()) : Cuts.none();
    }

    @Override
    public boolean silences(AttentionSite site, int headOfLayer) {
      return isOwn(site) && now.silences(site.layer(), headOfLayer);
    }

    private boolean isOwn(AttentionSite site) {
      return site.equals(model.site(site.layer()));
    }
  }

  @Override
  public void close() {
    untouched.close();
    touched.close();
  }
}
