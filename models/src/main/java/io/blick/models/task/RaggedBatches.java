package io.blick.models.task;

import io.blick.core.nn.EagerOps;
import io.blick.core.nn.Ops;
import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.Tensor;
import io.blick.models.text.Batch;
import io.blick.models.text.TextModel;
import io.blick.models.token.Encoding;
import java.util.ArrayList;
import java.util.List;

/**
 * Passes of texts through a model, in their order, in batches of at most 2,048 pieces (or of one
 * longer text): memory does not grow with the number of texts.
 *
 * @param <T> what belongs to a text
 */
final class RaggedBatches<T> implements AutoCloseable {
  private static final int MOST_PIECES = 2048;

  private final TextModel model;
  private final Pass<T> pass;
  private final EagerOps ops;
  private final List<T> owners = new ArrayList<>();
  private final List<Encoding> texts = new ArrayList<>();
  private int pieces;

  /** Reads what a pass computed. */
  @FunctionalInterface
  interface Pass<T> {
    /**
     * Reads the last hidden states of a batch, which are valid during the call only.
     *
     * @param hidden (N, C)
     * @param owners what belongs to each text of the batch
     */
    void read(Ops ops, Tensor hidden, Batch batch, List<T> owners);
  }

  /**
   * Begins without texts.
   *
   * @param threads of the caller, who closes them
   */
  RaggedBatches(Parallel threads, TextModel model, Pass<T> pass) {
    this.model = model;
    this.pass = pass;
    this.ops = EagerOps.on(threads);
  }

  /** Adds a text, and runs those before it if there is no room left in their batch. */
  void add(T owner, Encoding text) {
    int length = text.pieces().size();
    if (pieces + length > MOST_PIECES) {
      run();
    }
    owners.add(owner);
    texts.add(text);
    pieces += length;
  }

  /** Runs the texts that have not run. */
  void run() {
    if (texts.isEmpty()) {
      return;
    }
    Batch batch = Batch.of(texts);
    pass.read(ops, model.last(ops, batch), batch, List.copyOf(owners));
    ops.reset();
    owners.clear();
    texts.clear();
    pieces = 0;
  }

  @Override
  public void close() {
    ops.close();
  }
}
