package io.blick.lens.run;

import io.blick.core.attention.AttentionCall;
import io.blick.core.attention.AttentionProbe;
import io.blick.core.attention.AttentionSite;
import io.blick.core.attention.Statistics;
import io.blick.core.nn.EagerOps;
import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.Tensor;
import io.blick.lens.trace.Head;
import io.blick.models.text.Batch;
import io.blick.models.text.TextModel;
import io.blick.models.token.Encoding;
import java.util.List;
import java.util.Set;

/**
 * Passes of many texts through a model, in batches of at most 2,048 pieces: memory does not grow
 * with the number of texts. A visitor sees every attention of each text.
 */
public final class BatchedPasses implements AutoCloseable {
  /** Pieces of a batch. */
  private static final int MOST_PIECES = 2048;

  private final TextModel model;
  private final Set<Head> silenced;
  private final EagerOps ops;
  // Index of the first text of the batch that runs.
  private int first;
  private List<Encoding> texts = List.of();
  private Visitor visitor = (_, _) -> {};

  /** Sees what one layer's attention did with one text. */
  @FunctionalInterface
  public interface Visitor {
    /**
     * Called for each text of a layer, in the order of the layers; the texts in their order, on one
     * thread.
     *
     * @param text index in the list of texts
     * @param call the attention of this text alone, B = 1; valid during the call only
     */
    void attended(int text, AttentionCall call);

    /**
     * Returns the statistics that the next attention is to gather.
     *
     * @param text index in the list of texts; each comes L times, once in each layer
     */
    default Statistics statistics(int text) {
      return Statistics.none();
    }
  }

  /**
   * Begins with a model.
   *
   * @param threads of the caller, who closes them
   * @param model outlives these passes
   */
  public BatchedPasses(Parallel threads, TextModel model) {
    this(threads, model, Set.of());
  }

  /**
   * Begins with a model of which some heads give zeros instead of their output, before the output
   * projection. They have weights all the same, which a visitor sees.
   *
   * @param threads of the caller, who closes them
   * @param model outlives these passes
   */
  public BatchedPasses(Parallel threads, TextModel model, Set<Head> silenced) {
    this.model = model;
    this.silenced = Set.copyOf(silenced);
    this.ops = EagerOps.on(threads, new Probe());
  }

  /**
   * Runs all texts.
   *
   * @param newTexts each fits the model's positions
   * @param newVisitor sees each attention
   */
  public void run(List<Encoding> newTexts, Visitor newVisitor) {
    texts = newTexts;
    visitor = newVisitor;
    first = 0;
    while (first < texts.size()) {
      int end = end();
      Batch batch = Batch.of(texts.subList(first, end));
      model.last(ops, batch);
      ops.reset();
      first = end;
    }
  }

  /** Returns the end of the batch that begins with the first text that has not run. */
  private int end() {
    int end = first + 1;
    int pieces = length(first);
    while (end < texts.size() && pieces + length(end) <= MOST_PIECES) {
      pieces += length(end);
      end++;
    }
    return end;
  }

  private int length(int text) {
    return texts.get(text).pieces().size();
  }

  /** Shows each attention of a text's pieces to each other, text by text. */
  private final class Probe implements AttentionProbe {
    @Override
    public void attended(AttentionCall call) {
      if (isOwn(call.site())) {
        visitor.attended(first + call.sequence(), call);
      }
    }

    @Override
    public Statistics statistics(AttentionSite site, int sequence, Tensor q, Tensor k) {
      return isOwn(site) ? visitor.statistics(first + sequence) : Statistics.none();
    }

    @Override
    public boolean silences(AttentionSite site, int headOfLayer) {
      return !silenced.isEmpty()
          && isOwn(site)
          && silenced.contains(new Head(site.layer(), headOfLayer));
    }

    private boolean isOwn(AttentionSite site) {
      return site.equals(model.site(site.layer()));
    }
  }

  @Override
  public void close() {
    ops.close();
  }
}
