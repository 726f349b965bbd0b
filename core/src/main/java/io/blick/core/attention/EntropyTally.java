package io.blick.core.attention;

import static io.blick.core.kernel.Fma.fma;

import io.blick.core.kernel.Machine;
import io.blick.core.kernel.Memory;
import io.blick.core.kernel.SoftmaxKernels;
import io.blick.core.kernel.StatisticKernels;
import io.blick.core.kernel.Transcendental;
import io.blick.core.tensor.Tensor;
import java.lang.foreign.MemorySegment;

/**
 * Entropy: −Σ p ln p with p = w/z and w = 2^x is (ln z · Σ w − ln 2 · Σ w x) / z. Rows: Σ w x, Σ w,
 * and the largest score that both are relative to. No x is positive, so nothing cancels.
 */
record EntropyTally(Tensor nats) implements Tally {
  private static final SoftmaxKernels SOFTMAX = Machine.KERNELS.softmax();
  private static final StatisticKernels STATISTICS = Machine.KERNELS.statistics();

  private static final float LN_2 = (float) StrictMath.log(2);

  @Override
  public int rows() {
    return 3;
  }

  @Override
  public void clear(MemorySegment scratch, long at, int width) {
    Memory.fill(scratch, at, 2 * width, 0);
    Memory.fill(scratch, at + 2L * width, width, Float.NEGATIVE_INFINITY);
  }

  @Override
  public void add(QueryBlock block, int s, int keys, long at) {
    STATISTICS.entropy(
        block.scratch(),
        block.layout().scoresAt(),
        block.layout().weightsAt(),
        keys,
        block.width(),
        block.job().log2Scale,
        block.layout().stateAt(),
        at);
  }

  @Override
  public void merge(QueryBlock block, long at, long otherAt) {
    MemorySegment scratch = block.scratch();
    int width = block.width();
    for (int c = 0; c < width; c++) {
      float max = Memory.get(scratch, block.layout().mergedStateAt() + c);
      float factor = Memory.get(scratch, block.layout().mergedStateAt() + 2L * width + c);
      float otherFactor = Memory.get(scratch, block.layout().stateAt() + 2L * width + c);
      float other = raised(block, otherAt + c, max, otherFactor) * otherFactor;
      float own = fma(raised(block, at + c, max, factor), factor, other);
      float rest = Memory.get(scratch, otherAt + width + c) * otherFactor;
      Memory.set(scratch, at + c, own);
      rest = fma(Memory.get(scratch, at + width + c), factor, rest);
      Memory.set(scratch, at + width + c, rest);
      Memory.set(scratch, at + 2L * width + c, max);
    }
  }

  /**
   * Returns Σ w x with x relative to the new largest score; unchanged where the factor is 0, which
   * then removes it.
   */
  private static float raised(QueryBlock block, long at, float max, float factor) {
    MemorySegment scratch = block.scratch();
    int width = block.width();
    float before = Memory.get(scratch, at + 2L * width);
    float sum = Memory.get(scratch, at);
    return factor == 0
        ? sum
        : sum
            + Transcendental.rescalingExponent(before, block.job().log2Scale, max)
                * Memory.get(scratch, at + width);
  }

  @Override
  public void finish(QueryBlock block, long at, long stateAt) {
    MemorySegment scratch = block.scratch();
    int width = block.width();
    // ln z is the log-sum-exp of a state whose largest score is 0.
    long zeroAt = block.layout().tallySpareAt();
    long lnAt = zeroAt + 2L * width;
    Memory.fill(scratch, zeroAt, width, 0);
    Memory.copy(scratch, stateAt + width, scratch, zeroAt + width, width);
    SOFTMAX.logSumExp(scratch, zeroAt, 1, scratch, lnAt, width);
    for (int i = 0; i < block.lanes().count(); i++) {
      if (!block.isWanted(i)) {
        continue;
      }
      float sum = Memory.get(scratch, stateAt + width + i);
      float share = Memory.get(scratch, at + width + i) / sum;
      float spread = Memory.get(scratch, at + i) / sum;
      float entropy = fma(share, Memory.get(scratch, lnAt + i), -LN_2 * spread);
      // For a single key the rounding error of ln z may be left.
      Memory.set(nats.data(), block.lanes().resultRow(i), entropy < 0 ? 0 : entropy);
    }
  }
}
