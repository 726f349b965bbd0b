package io.blick.core.cache;

import io.blick.core.kernel.Machine;
import io.blick.core.kernel.Memory;
import io.blick.core.kernel.ProductKernels;
import io.blick.core.tensor.Tensor;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/** The blocks of one layer, which grow, are shared and are given back. */
final class KvMemory {
  private static final ProductKernels PRODUCTS = Machine.KERNELS.products();

  private final CacheSizes sizes;
  private final List<KvBlock> blocks;
  private int length;
  // Whether the pass that runs has appended.
  private boolean appended;
  // Counts what changes the positions, so that who looked before can tell.
  private long changes;

  KvMemory(CacheSizes sizes) {
    this(sizes, new ArrayList<>(), 0);
  }

  private KvMemory(CacheSizes sizes, List<KvBlock> blocks, int length) {
    this.sizes = sizes;
    this.blocks = blocks;
    this.length = length;
  }

  CacheSizes sizes() {
    return sizes;
  }

  int length() {
    return length;
  }

  long changes() {
    return changes;
  }

  boolean hasAppended() {
    return appended;
  }

  MemorySegment block(int s) {
    return blocks.get(s / KvLayer.BLOCK).memory();
  }

  /** Returns the offset in its block of element 0 of a key. */
  long keyAt(int head, int s) {
    int place = s % KvLayer.BLOCK;
    int inPanel = place % KvLayer.PANEL;
    return ((long) head * KvLayer.BLOCK + place - inPanel) * sizes.dim() + inPanel;
  }

  /** Returns the offset in its block of a value. */
  long valueAt(int head, int s) {
    long place = s % KvLayer.BLOCK;
    return sizes.keyFloats() + (place * sizes.keyHeads() + head) * sizes.valueDim();
  }

  /** Forgets what a pass appended that came to no end. */
  void beginPass(int from) {
    appended = false;
    length = Math.min(length, from);
  }

  /** Ends the pass: what it appended stays. */
  void endPass() {
    appended = false;
  }

  /** Writes keys and values from a position on; what was behind it is forgotten. */
  void write(int from, Tensor k, Tensor v) {
    int count = k.size(0);
    changes++;
    appended = true;
    for (int done = 0; done < count; ) {
      int s = from + done;
      int some = Math.min(KvLayer.PANEL - s % KvLayer.PANEL, count - done);
      writeSome(s, k, v, done, some);
      done += some;
    }
    length = from + count;
  }

  /** Writes positions of one panel. */
  private void writeSome(int s, Tensor k, Tensor v, int row, int count) {
    MemorySegment memory = writable(s / KvLayer.BLOCK);
    int heads = sizes.keyHeads();
    int dim = sizes.dim();
    for (int h = 0; h < heads; h++) {
      long at = ((long) row * heads + h) * dim;
      PRODUCTS.transpose(
          k.data(), at, (long) heads * dim, memory, keyAt(h, s), KvLayer.PANEL, count, dim);
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
    changes++;
    appended = false;
    length = newLength;
    int used = Math.ceilDiv(newLength, KvLayer.BLOCK);
    // One more stays, since whoever cuts back goes on.
    while (blocks.size() > used + 1) {
      blocks.removeLast().release();
    }
  }

  KvMemory fork(int newLength) {
    List<KvBlock> shared = new ArrayList<>();
    for (int b = 0; b < Math.ceilDiv(newLength, KvLayer.BLOCK); b++) {
      shared.add(blocks.get(b).share());
    }
    return new KvMemory(sizes, shared, newLength);
  }

  void clear() {
    changes++;
    blocks.forEach(KvBlock::release);
    blocks.clear();
    length = 0;
  }
}
