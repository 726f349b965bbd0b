package io.blick.models.generate;

import io.blick.core.cache.KvCache;
import io.blick.core.nn.EagerOps;
import io.blick.core.tensor.Tensor;
import io.blick.models.text.Batch;
import io.blick.models.text.Pass;
import io.blick.models.text.TextHead.NextPieceHead;
import io.blick.models.text.TextModel;
import java.util.List;

/** A text that goes on: the pieces so far in a cache, and the logits of the piece after them. */
final class GoingOn implements AutoCloseable {
  private final TextModel model;
  private final NextPieceHead head;
  private final EagerOps ops;
  private final KvCache cache;

  /**
   * Begins an empty text.
   *
   * @param ops those of one caller, which are reset with each call
   */
  GoingOn(TextModel model, NextPieceHead head, EagerOps ops) {
    this.model = model;
    this.head = head;
    this.ops = ops;
    this.cache = head.cache();
  }

  /** Returns the number of pieces so far. */
  int length() {
    return cache.length();
  }

  /**
   * Appends pieces and returns what may follow them.
   *
   * @param ids the pieces, at least one
   * @return valid until the next call
   */
  NextPieces append(int... ids) {
    ops.reset();
    Batch batch = Batch.ofIds(List.of(ids));
    Tensor hidden = model.last(ops, Pass.after(List.of(cache), batch));
    Tensor last = Tensor.of(new int[] {ids.length - 1}, 1);
    Tensor logits = head.logits(ops, hidden, last);
    return new NextPieces(ops, logits, model.tokenizer().size());
  }

  @Override
  public void close() {
    cache.close();
  }
}
