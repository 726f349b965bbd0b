package io.blick.bench.machine;

import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.Tensor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The read bandwidth: a plain read of a buffer on all threads, which sums its floats. */
public final class ReadBandwidth implements Roof {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;
  private static final int STRIDE = SPECIES.vectorByteSize();
  private static final int SUMS = 8;
  private static final int TASK_BYTES = 128 << 10;

  private final Parallel parallel;
  private final MemorySegment buffer;
  private final float[] sums;
  private final Parallel.Job job = this::sum;

  /**
   * Creates the buffer, filled with ones.
   *
   * @param parallel the threads that read it
   * @param bytes its size, rounded up to a multiple of what a task reads
   */
  public ReadBandwidth(Parallel parallel, long bytes) {
    this.parallel = parallel;
    sums = new float[Math.toIntExact((bytes + TASK_BYTES - 1) / TASK_BYTES)];
    buffer = Arena.ofAuto().allocate((long) sums.length * TASK_BYTES, Tensor.ALIGNMENT);
    FloatVector one = FloatVector.broadcast(SPECIES, 1);
    for (long at = 0; at < buffer.byteSize(); at += STRIDE) {
      one.intoMemorySegment(buffer, at, ORDER);
    }
  }

  @Override
  public String name() {
    return "read bandwidth";
  }

  /** Returns the size of the buffer in bytes. */
  @Override
  public double amount() {
    return buffer.byteSize();
  }

  @Override
  public String unit() {
    return "GB/s";
  }

  /** Returns the sum of the floats that the last call read. */
  double sum() {
    double sum = 0;
    for (float part : sums) {
      sum += part;
    }
    return sum;
  }

  @Override
  public long nanos(int calls) {
    long start = System.nanoTime();
    for (int i = 0; i < calls; i++) {
      parallel.run(job, sums.length);
    }
    return System.nanoTime() - start;
  }

  private void sum(int task, int worker) {
    sums[task] = sum(buffer, (long) task * TASK_BYTES);
  }

  private static float sum(MemorySegment x, long from) {
    FloatVector a = FloatVector.zero(SPECIES);
    FloatVector b = a;
    FloatVector c = a;
    FloatVector d = a;
    FloatVector e = a;
    FloatVector f = a;
    FloatVector g = a;
    FloatVector h = a;
    for (int at = 0; at < TASK_BYTES; at += SUMS * STRIDE) {
      long to = from + at;
      a = a.add(FloatVector.fromMemorySegment(SPECIES, x, to, ORDER));
      b = b.add(FloatVector.fromMemorySegment(SPECIES, x, to + STRIDE, ORDER));
      c = c.add(FloatVector.fromMemorySegment(SPECIES, x, to + 2L * STRIDE, ORDER));
      d = d.add(FloatVector.fromMemorySegment(SPECIES, x, to + 3L * STRIDE, ORDER));
      e = e.add(FloatVector.fromMemorySegment(SPECIES, x, to + 4L * STRIDE, ORDER));
      f = f.add(FloatVector.fromMemorySegment(SPECIES, x, to + 5L * STRIDE, ORDER));
      g = g.add(FloatVector.fromMemorySegment(SPECIES, x, to + 6L * STRIDE, ORDER));
      h = h.add(FloatVector.fromMemorySegment(SPECIES, x, to + 7L * STRIDE, ORDER));
    }
    FloatVector left = a.add(b).add(c.add(d));
    FloatVector right = e.add(f).add(g.add(h));
    return left.add(right).reduceLanes(VectorOperators.ADD);
  }
}
