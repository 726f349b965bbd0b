package io.blick.core.cache;

import io.blick.core.kernel.Machine;
import io.blick.core.kernel.Memory;
import io.blick.core.kernel.ProductKernels;
import io.blick.core.tensor.Tensor;
import java.lang.foreign.MemorySegment;

/**
 * Keys and values of one layer, in blocks of 192 positions, in the order in which attention reads
 * them. Of each block first the keys, head by head (Hkv, 3, D, 64): those of 64 positions side by
 * side, so that the products of a query with them are a product of matrices; then the values,
 * position by position (192, Hkv, Dv).
 *
 * <p>It shows the positions that were there when it was made, until its cache is appended to in
 * this layer, cut back or closed; afterwards attention throws an IllegalStateException.
 */
public final class KvLayer {
  /** Positions of a block: the keys that attention takes at a time. */
  public static final int BLOCK = 192;

  /** Positions side by side. */
  public static final int PANEL = ProductKernels.PANEL;

  private static final ProductKernels PRODUCTS = Machine.KERNELS.products();

  private final KvMemory memory;
  private final int length;
  private final long changes;

  KvLayer(KvMemory memory) {
    this.memory = memory;
    this.length = memory.length();
    this.changes = memory.changes();
  }

  /** Returns the number of positions, S. */
  public int length() {
    return length;
  }

  /** Returns the number of key-value heads, Hkv. */
  public int keyHeads() {
    return memory.sizes().keyHeads();
  }

  /** Returns the elements of a key, D. */
  public int dim() {
    return memory.sizes().dim();
  }

  /** Returns the elements of a value, Dv. */
  public int valueDim() {
    return memory.sizes().valueDim();
  }

  /**
   * Checks that the positions are still those that it shows.
   *
   * @throws IllegalStateException if the cache was appended to in this layer, cut back or closed
   */
  public void demandReadable() {
    if (memory.changes() != changes) {
      throw new IllegalStateException(
          "cache: a layer must be read before its cache is appended to again, cut back or closed;"
              + " got %s afterwards; append again".formatted(this));
    }
  }

  /**
   * Returns the memory of the block of a position.
   *
   * @param s the position, below {@link #length}
   */
  public MemorySegment block(int s) {
    return memory.block(s);
  }

  /** Returns the offset in its block of element 0 of a key; the next is 64 floats further. */
  public long keyAt(int head, int s) {
    return memory.keyAt(head, s);
  }

  /** Returns the offset in its block of a value, whose elements follow one another. */
  public long valueAt(int head, int s) {
    return memory.valueAt(head, s);
  }

  /**
   * Writes out the keys of all positions.
   *
   * @param to becomes k (S, Hkv, D)
   */
  public void keys(Tensor to) {
    demandReadable();
    int heads = keyHeads();
    int dim = dim();
    for (int s = 0; s < length; s += PANEL) {
      int count = Math.min(PANEL, length - s);
      for (int h = 0; h < heads; h++) {
        long at = ((long) s * heads + h) * dim;
        PRODUCTS.transpose(
            block(s), keyAt(h, s), PANEL, to.data(), at, (long) heads * dim, dim, count);
      }
    }
  }

  /**
   * Writes out the values of all positions.
   *
   * @param to becomes v (S, Hkv, Dv)
   */
  public void values(Tensor to) {
    demandReadable();
    long row = (long) keyHeads() * valueDim();
    for (int s = 0; s < length; s += BLOCK) {
      int count = Math.min(BLOCK, length - s);
      Memory.copy(block(s), valueAt(0, s), to.data(), s * row, count * row);
    }
  }

  /** Names the sizes: {@code cache(S=3, Hkv=2, D=5, Dv=7)}. */
  @Override
  public String toString() {
    return "cache(S=%d, Hkv=%d, D=%d, Dv=%d)".formatted(length, keyHeads(), dim(), valueDim());
  }
}
