package io.blick.core.attention;

import static io.blick.core.kernel.Fma.fma;

import io.blick.core.kernel.Machine;
import io.blick.core.kernel.Memory;
import io.blick.core.kernel.StatisticKernels;
import io.blick.core.tensor.Tensor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * A weighted mean: Σ w g / z for a number g of each key, or of each query and key. One row: Σ w g.
 *
 * @param numbers what g is
 * @param mean becomes the means (B, H, T)
 */
record MeanTally(Numbers numbers, Tensor mean) implements Tally {
  private static final StatisticKernels STATISTICS = Machine.KERNELS.statistics();

  /** The numbers g. */
  sealed interface Numbers {
    /** Adds Σ w g over keys from s on to the row at {@code at}. */
    void add(QueryBlock block, int s, int keys, long at);
  }

  /** The distance of a key from its query's position. */
  record Distances(Alignment alignment) implements Numbers {
    @Override
    public void add(QueryBlock block, int s, int keys, long at) {
      MemorySegment scratch = block.scratch();
      AttentionJob job = block.job();
      QueryLanes lanes = block.lanes();
      int width = block.width();
      // The entry's own keys, as the mask counts them; those after them are padding.
      int own = job.options.mask().keysOf(lanes.b(), job.keys);
      long positionsAt = block.layout().tallySpareAt();
      for (int i = 0; i < lanes.count(); i++) {
        long position = alignment.position(lanes.position(i), job.queries, own);
        Memory.set(scratch, positionsAt + i, (float) position);
      }
      long weightsAt = block.layout().weightsAt();
      long factorAt = block.layout().stateAt() + 2L * width;
      STATISTICS.distance(scratch, weightsAt, keys, width, positionsAt, s, factorAt, at);
    }
  }

  /** 1 for keys of a set, 0 for others: BOOL (B or 1, S). */
  record Members(Tensor set) implements Numbers {
    @Override
    public void add(QueryBlock block, int s, int keys, long at) {
      int b = set.size(0) == 1 ? 0 : block.lanes().b();
      long from = (long) b * set.size(1) + s;
      long to = block.layout().tallySpareAt();
      MemorySegment members = set.data();
      for (int j = 0; j < keys; j++) {
        boolean member = members.get(ValueLayout.JAVA_BYTE, from + j) != 0;
        Memory.set(block.scratch(), to + j, member ? 1 : 0);
      }
      addNumbers(block, keys, at);
    }
  }

  /** ‖v‖, computed before the pass. */
  record Norms() implements Numbers {
    @Override
    public void add(QueryBlock block, int s, int keys, long at) {
      long to = block.layout().tallySpareAt();
      for (int j = 0; j < keys; j++) {
        Memory.set(block.scratch(), to + j, block.job().norms.get(block.lanes().keyRow(s + j)));
      }
      addNumbers(block, keys, at);
    }
  }

  private static void addNumbers(QueryBlock block, int keys, long at) {
    int width = block.width();
    long weightsAt = block.layout().weightsAt();
    long numbersAt = block.layout().tallySpareAt();
    long factorAt = block.layout().stateAt() + 2L * width;
    STATISTICS.mean(block.scratch(), weightsAt, keys, width, numbersAt, factorAt, at);
  }

  @Override
  public int rows() {
    return 1;
  }

  @Override
  public void clear(MemorySegment scratch, long at, int width) {
    Memory.fill(scratch, at, width, 0);
  }

  @Override
  public void add(QueryBlock block, int s, int keys, long at) {
    numbers.add(block, s, keys, at);
  }

  @Override
  public void merge(QueryBlock block, long at, long otherAt) {
    MemorySegment scratch = block.scratch();
    int width = block.width();
    for (int c = 0; c < width; c++) {
      float factor = Memory.get(scratch, block.layout().mergedStateAt() + 2L * width + c);
      float otherFactor = Memory.get(scratch, block.layout().stateAt() + 2L * width + c);
      float other = Memory.get(scratch, otherAt + c) * otherFactor;
      Memory.set(scratch, at + c, fma(Memory.get(scratch, at + c), factor, other));
    }
  }

  @Override
  public void finish(QueryBlock block, long at, long stateAt) {
    MemorySegment scratch = block.scratch();
    for (int i = 0; i < block.lanes().count(); i++) {
      if (block.isWanted(i)) {
        float sum = Memory.get(scratch, stateAt + block.width() + i);
        Memory.set(mean.data(), block.lanes().resultRow(i), Memory.get(scratch, at + i) / sum);
      }
    }
  }
}
