package io.blick.core.cache;

import io.blick.core.kernel.Machine;
import io.blick.core.kernel.Memory;
import io.blick.core.kernel.ProductKernels;
import io.blick.core.tensor.Tensor;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/**
 * Keys and values of one layer, in blocks of 192 positions, in the order in which attention reads
 * them. Of each block first the keys, head by head (Hkv, 3, D, 64): those of 64 positions side by
 * side, so that the products of a query with them are a product of matrices; then the values,
 * position by position (192, Hkv, Dv).
 */
public final class KvLayer {
  /** Positions of a block: the keys that attention takes at a time. */
  public static final int BLOCK = 192;

  /** Positions side by side. */
  public static final int PANEL = ProductKernels.PANEL;

  private static final ProductKernels PRODUCTS = Machine.KERNELS.products();

  private final CacheSizes sizes;
  private final List<KvBlock> blocks;
  private int length;

  KvLayer(CacheSizes sizes) {
    this(sizes, new ArrayList<>(), 0);
  }

  private KvLayer(CacheSizes sizes, List<KvBlock> blocks, int length) {
    this.sizes = sizes;
    this.blocks = blocks;
    this.length = length;
  }

  /** Returns the number of positions, S. */
  public int length() {
    return length;
  }

  /** Returns the number of key-value heads, Hkv. */
  public int keyHeads() {
    return sizes.keyHeads();
  }

  /** Returns the elements of a key, D. */
  public int dim() {
    return sizes.dim();
  }

  /** Returns the elements of a value, Dv. */
  public int valueDim() {
    return sizes.valueDim();
  }

  /**
   * Returns the memory of the block of a position.
   *
   * @param s the position, below {@link #length}
   */
  public MemorySegment block(int s) {
    return blocks.get(s / BLOCK).memory();
  }

  /** Returns the offset in its block of element 0 of a key; the next is 64 floats further. */
  public long keyAt(int head, int s) {
    int place = s % BLOCK;
    return ((long) head * BLOCK + place - place % PANEL) * sizes.dim() + place % PANEL;
  }

  /** Returns the offset in its block of a value, whose elements follow one another. */
  public long valueAt(int head, int s) {
    return sizes.keyFloats() + ((long) (s % BLOCK) * sizes.keyHeads() + head) * sizes.valueDim();
  }

  /**
   * Writes out the keys of all positions.
   *
   * @param to becomes k (S, Hkv, D)
   */
  public void keys(Tensor to) {
    int heads = sizes.keyHeads();
    int dim = sizes.dim();
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
    long row = (long) sizes.keyHeads() * sizes.valueDim();
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

  /** Writes keys and values from a position on; what was behind it is forgotten. */
  void write(int from, Tensor k, Tensor v) {
    int count = k.size(0);
    length = Math.min(length, from);
    for (int done = 0; done < count; ) {
      int s = from + done;
      int some = Math.min(PANEL - s % PANEL, count - done);
      writeSome(s, k, v, done, some);
      done += some;
    }
    length = from + count;
  }

  /** Writes positions of one panel. */
  private void writeSome(int s, Tensor k, Tensor v, int row, int count) {
    MemorySegment memory = writable(s / BLOCK);
    int heads = sizes.keyHeads();
    int dim = sizes.dim();
    for (int h = 0; h < heads; h++) {
      long at = ((long) row * heads + h) * dim;
      PRODUCTS.transpose(k.data(), at, (long) heads * dim, memory, keyAt(h, s), PANEL, count, dim);
    }
    long floats = (long) heads * sizes.valueDim();
    Memory.copy(v.data(), row * floats, memory, valueAt(0, s), count * floats);
  }

  /** Returns the memory of a block that nobody else has: a new one, or a copy of a shared one. */
  private MemorySegment writable(int block) {
    if (block == blocks.size()) {
      blocks.add(KvBlock.empty(sizes));
    } else if (blocks.get(block).isShared()) {
      blocks.set(block, blocks.get(block).leave(sizes));
    }
    return blocks.get(block).memory();
  }

  void cutBack(int newLength) {
    length = newLength;
    int used = Math.ceilDiv(newLength, BLOCK);
    // One more stays, since whoever cuts back goes on.
    while (blocks.size() > used + 1) {
      blocks.removeLast().release();
    }
  }

  KvLayer fork(int newLength) {
    List<KvBlock> shared = new ArrayList<>();
    for (int b = 0; b < Math.ceilDiv(newLength, BLOCK); b++) {
      shared.add(blocks.get(b).share());
    }
    return new KvLayer(sizes, shared, newLength);
  }

  void clear() {
    blocks.forEach(KvBlock::release);
    blocks.clear();
    length = 0;
  }
}
