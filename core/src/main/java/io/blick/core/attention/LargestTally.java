package io.blick.core.attention;

import io.blick.core.kernel.Machine;
import io.blick.core.kernel.Memory;
import io.blick.core.kernel.StatisticKernels;
import io.blick.core.tensor.Tensor;
import java.lang.foreign.MemorySegment;

/** The largest weight, found by its score, and its key. Rows: score, and key as an int. */
record LargestTally(Tensor weights, Tensor keys) implements Tally {
  private static final StatisticKernels STATISTICS = Machine.KERNELS.statistics();

  static final int NO_KEY = -1;

  @Override
  public int rows() {
    return 2;
  }

  @Override
  public void clear(MemorySegment scratch, long at, int width) {
    clearRows(scratch, at, width);
  }

  /** Writes −∞ and no key to both rows. */
  static void clearRows(MemorySegment scratch, long at, int width) {
    Memory.fill(scratch, at, width, Float.NEGATIVE_INFINITY);
    for (int c = 0; c < width; c++) {
      Memory.setInt(scratch, at + width + c, NO_KEY);
    }
  }

  @Override
  public void add(QueryBlock block, int s, int keys, long at) {
    long from = block.layout().scoresAt();
    STATISTICS.largest(block.scratch(), from, keys, block.width(), s, at);
  }

  @Override
  public void merge(QueryBlock block, long at, long otherAt) {
    MemorySegment scratch = block.scratch();
    int width = block.width();
    for (int c = 0; c < width; c++) {
      float other = Memory.get(scratch, otherAt + c);
      if (other > Memory.get(scratch, at + c)) {
        Memory.set(scratch, at + c, other);
        Memory.setInt(scratch, at + width + c, Memory.getInt(scratch, otherAt + width + c));
      }
    }
  }

  @Override
  public void finish(QueryBlock block, long at, long stateAt) {
    MemorySegment scratch = block.scratch();
    int width = block.width();
    for (int i = 0; i < block.lanes().count(); i++) {
      if (!block.isWanted(i)) {
        continue;
      }
      int key = Memory.getInt(scratch, at + width + i);
      float weight = block.weight(Memory.get(scratch, at + i), i, stateAt);
      long to = block.lanes().resultRow(i);
      Memory.set(weights.data(), to, weight);
      Memory.setInt(keys.data(), to, Float.isNaN(weight) ? NO_KEY : key);
    }
  }
}
