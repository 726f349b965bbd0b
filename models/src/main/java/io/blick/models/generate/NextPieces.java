package io.blick.models.generate;

import io.blick.core.nn.EagerOps;
import io.blick.core.tensor.Tensor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * What may follow a text: the logits of all pieces, as the model has them and as they are edited.
 */
final class NextPieces {
  private static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final EagerOps ops;
  private final Tensor logits;
  private final float[] edited;
  private final double logOfLargest;
  private final float largest;

  /**
   * Takes logits.
   *
   * @param ops by which they were computed, and are not reset before they were read
   * @param logits of all pieces (1, V)
   * @param pieces how many of them the vocabulary has: the first, at most V
   */
  NextPieces(EagerOps ops, Tensor logits, int pieces) {
    this.ops = ops;
    this.logits = logits;
    this.edited = floats(logits, Math.min(pieces, logits.size(1)));
    int likeliest = likeliest();
    this.largest = edited[likeliest];
    // The probability of the likeliest is never so small that it has few bits.
    this.logOfLargest = StrictMath.log(ops.softmax(logits).get(likeliest));
  }

  private static float[] floats(Tensor tensor, int count) {
    float[] floats = new float[count];
    MemorySegment.copy(tensor.data(), FLOAT, 0, floats, 0, count);
    return floats;
  }

  /** Returns the logits of the pieces of the vocabulary, which may be edited. */
  float[] edited() {
    return edited;
  }

  /** Returns the most probable piece as edited, the first of equal ones. */
  int likeliest() {
    int likeliest = 0;
    for (int id = 1; id < edited.length; id++) {
      if (edited[id] > edited[likeliest]) {
        likeliest = id;
      }
    }
    return likeliest;
  }

  /** Returns softmax(logits / temperature) of the pieces as edited, up to a common factor. */
  float[] probabilities(double temperature) {
    Tensor changed = ops.scale(logits, 1);
    MemorySegment.copy(edited, 0, changed.data(), FLOAT, 0, edited.length);
    return floats(ops.softmax(ops.scale(changed, (float) (1 / temperature))), edited.length);
  }

  /** Returns ln p of a piece under the model, whatever was edited. */
  double logprob(int id) {
    return logits.get(id) - largest + logOfLargest;
  }
}
