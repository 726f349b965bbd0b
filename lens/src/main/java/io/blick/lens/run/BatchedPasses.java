package io.blick.lens.run;

import io.blick.core.attention.AttentionCall;
import io.blick.core.attention.AttentionProbe;
import io.blick.core.attention.Statistics;
import io.blick.core.nn.EagerOps;
import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.Tensor;
import io.blick.models.text.Batch;
import io.blick.models.text.Finite;
import io.blick.models.text.TextModel;
import io.blick.models.token.Encoding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Passes of many texts through a model, in batches; a visitor sees every attention of each text.
 * Texts of similar length share a batch, so that little of it is padding, and a batch has at most
 * 2,048 pieces: memory does not grow with the number of texts.
 */
public final class BatchedPasses implements AutoCloseable {
  /** Pieces of a batch, padding included. */
  private static final int MOST_PIECES = 2048;

  private final TextModel model;
  private final EagerOps ops;
  private List<Integer> batch = List.of();
  private List<Encoding> texts = List.of();
  private Visitor visitor = (_, _, _, _) -> {};

  /** Sees what one layer's attention did with one text. */
  @FunctionalInterface
  public interface Visitor {
    /**
     * Called for each text of a layer, in the order of the layers; the texts in any order, on one
     * thread.
     *
     * @param text index in the list of texts
     * @param call valid during the call only
     * @param row index of the text's batch entry in {@code call}; its pieces come first there,
     *     padding follows
     * @param pieces the number of the text's pieces
     */
    void attended(int text, AttentionCall call, int row, int pieces);

    /**
     * Returns the statistics that the next attention is to gather.
     *
     * @param layer counted from 0, with which each batch begins
     * @param texts index of the text of each batch entry
     * @param q queries (B, T, H, D)
     */
    default Statistics statistics(int layer, List<Integer> texts, Tensor q) {
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
    this.model = model;
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
    List<Integer> byLength = IntStream.range(0, texts.size())
        .boxed()
        .sorted(Comparator.comparingInt(this::length))
        .toList();
    List<Integer> next = new ArrayList<>();
    for (int text : byLength) {
      // Ascending: the newest is the longest.
      if ((next.size() + 1) * length(text) > MOST_PIECES && !next.isEmpty()) {
        pass(next);
        next.clear();
      }
      next.add(text);
    }
    if (!next.isEmpty()) {
      pass(next);
    }
  }

  private int length(int text) {
    return texts.get(text).pieces().size();
  }

  private void pass(List<Integer> some) {
    batch = some;
    List<Encoding> encodings = some.stream().map(texts::get).toList();
    Batch padded = Batch.of(model.tokenizer().padding(), encodings);
    Finite.check(model.name(), model.forward(ops, padded));
    ops.reset();
  }

  /** Shows each attention of a batch text by text. */
  private final class Probe implements AttentionProbe {
    @Override
    public void attended(AttentionCall call) {
      for (int row = 0; row < batch.size(); row++) {
        visitor.attended(batch.get(row), call, row, length(batch.get(row)));
      }
    }

    @Override
    public Statistics statistics(int layer, Tensor q, Tensor k) {
      return visitor.statistics(layer, batch, q);
    }
  }

  @Override
  public void close() {
    ops.close();
  }
}
