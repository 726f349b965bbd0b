package io.blick.core.attention;

import io.blick.core.kernel.Machine;
import io.blick.core.kernel.Memory;
import io.blick.core.kernel.StatisticKernels;
import io.blick.core.tensor.Tensor;
import java.lang.foreign.MemorySegment;

/**
 * The largest weights, found by their scores, descending, and their keys. Rows: {@code count} of
 * scores, {@code count} of keys as ints. A block of keys is searched only if its largest score
 * belongs to them.
 */
record TopTally(Tensor weights, Tensor keys, int count) implements Tally {
  private static final StatisticKernels STATISTICS = Machine.KERNELS.statistics();

  @Override
  public int rows() {
    return 2 * count;
  }

  @Override
  public void clear(MemorySegment scratch, long at, int width) {
    Memory.fill(scratch, at, count * width, Float.NEGATIVE_INFINITY);
    for (int n = 0; n < count * width; n++) {
      Memory.setInt(scratch, at + (long) count * width + n, LargestTally.NO_KEY);
    }
  }

  @Override
  public void add(QueryBlock block, int s, int keys, long at) {
    MemorySegment scratch = block.scratch();
    int width = block.width();
    long scoresAt = block.layout().scoresAt();
    long largestAt = block.layout().tallySpareAt();
    LargestTally.clearRows(scratch, largestAt, width);
    STATISTICS.largest(scratch, scoresAt, keys, width, s, largestAt);
    for (int i = 0; i < block.lanes().count() && count > 0; i++) {
      if (Memory.get(scratch, largestAt + i) > least(scratch, at, width, i)) {
        for (int j = 0; j < keys; j++) {
          insert(
              scratch, at, width, i, Memory.get(scratch, scoresAt + (long) j * width + i), s + j);
        }
      }
    }
  }

  private float least(MemorySegment scratch, long at, int width, int i) {
    return Memory.get(scratch, at + (long) (count - 1) * width + i);
  }

  /** Inserts a score after all that are as large, if it is among the {@code count} largest. */
  private void insert(MemorySegment scratch, long at, int width, int i, float score, int key) {
    int place = count;
    while (place > 0 && score > Memory.get(scratch, at + (long) (place - 1) * width + i)) {
      place--;
      if (place + 1 < count) {
        move(scratch, at + (long) place * width + i, width);
      }
    }
    if (place < count) {
      Memory.set(scratch, at + (long) place * width + i, score);
      Memory.setInt(scratch, at + (long) (count + place) * width + i, key);
    }
  }

  /** Moves a score and its key one rank down. */
  private void move(MemorySegment scratch, long at, int width) {
    long keyAt = at + (long) count * width;
    Memory.set(scratch, at + width, Memory.get(scratch, at));
    Memory.setInt(scratch, keyAt + width, Memory.getInt(scratch, keyAt));
  }

  @Override
  public void merge(QueryBlock block, long at, long otherAt) {
    MemorySegment scratch = block.scratch();
    int width = block.width();
    for (int i = 0; i < block.lanes().count(); i++) {
      for (int n = 0; n < count; n++) {
        long from = otherAt + (long) n * width + i;
        int key = Memory.getInt(scratch, from + (long) count * width);
        insert(scratch, at, width, i, Memory.get(scratch, from), key);
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
      for (int n = 0; n < count; n++) {
        long from = at + (long) n * width + i;
        int key = Memory.getInt(scratch, from + (long) count * width);
        float weight = block.weight(Memory.get(scratch, from), i, stateAt);
        long to = block.lanes().resultRow(i) * count + n;
        Memory.set(weights.data(), to, weight);
        Memory.setInt(keys.data(), to, Float.isNaN(weight) ? LargestTally.NO_KEY : key);
      }
    }
  }
}
