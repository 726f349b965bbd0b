package io.blick.core.attention;

import io.blick.core.kernel.Kernels;
import io.blick.core.kernel.Machine;
import java.lang.foreign.MemorySegment;

/** Where the keys and values of one head stand: in the caller's tensors, or packed. */
sealed interface KeyValues {

  /** Returns the keys' memory. */
  MemorySegment keys();

  /** Returns the values' memory. */
  MemorySegment values();

  /** Returns where key {@code s} begins. */
  long keyAt(int s);

  /** Returns where the values from key {@code s} on begin. */
  long valueAt(int s);

  /** Returns the elements from one key to the next. */
  long keyStride();

  /** Returns the elements from one row of values to the next. */
  long valueStride();

  /** Whether all values are known to be finite; if not, some or none may be. */
  boolean knownFinite();

  /** Where the caller has them: a position's heads side by side. */
  final class InPlace implements KeyValues {
    private final AttentionJob job;
    private final Lanes lanes;

    InPlace(AttentionJob job, Lanes lanes) {
      this.job = job;
      this.lanes = lanes;
    }

    @Override
    public MemorySegment keys() {
      return job.k;
    }

    @Override
    public MemorySegment values() {
      return job.v;
    }

    @Override
    public long keyAt(int s) {
      return lanes.keyRow(s) * job.dim;
    }

    @Override
    public long valueAt(int s) {
      return lanes.keyRow(s) * job.valueDim;
    }

    @Override
    public long keyStride() {
      return (long) job.keyHeads * job.dim;
    }

    @Override
    public long valueStride() {
      return (long) job.keyHeads * job.valueDim;
    }

    @Override
    public boolean knownFinite() {
      return false;
    }
  }

  /**
   * A piece of one head's for blocks of many queries, keys row behind row and values transposed
   * (Dv, keys): read in place, each row would stand on a page of its own.
   */
  final class Packed implements KeyValues {
    private final Kernels kernels = Machine.KERNELS;
    private final AttentionJob job;
    private MemorySegment memory = MemorySegment.NULL;
    private long at;
    private int first;
    private int size;
    private Finite finite = Finite.UNKNOWN;

    /** What is known of the values of a piece: nothing before anybody asks. */
    private enum Finite {
      UNKNOWN,
      ALL,
      NOT_ALL
    }

    Packed(AttentionJob job) {
      this.job = job;
    }

    /** Returns how many floats a piece of some keys and values takes. */
    static long floats(AttentionJob job, int size) {
      return (long) size * job.dim + distance(size) * job.valueDim;
    }

    /**
     * Returns how far rows of values are apart: whole cache lines, so that no vector lies on two,
     * and an odd number of them, so that rows do not share one place in a cache.
     */
    private static long distance(int size) {
      return (size + Kernels.GRAIN - 1L) / Kernels.GRAIN * Kernels.GRAIN | Kernels.GRAIN;
    }

    /** Takes keys from {@code s} to {@code end} into memory. */
    void take(KeyValues.InPlace from, int s, int end, MemorySegment newMemory, long newAt) {
      memory = newMemory;
      at = newAt;
      first = s;
      size = end - s;
      finite = Finite.UNKNOWN;
      kernels.copyRows(
          from.keys(), from.keyAt(s), from.keyStride(), memory, at, job.dim, size, job.dim);
      kernels.transpose(
          from.values(),
          from.valueAt(s),
          from.valueStride(),
          memory,
          valueAt(first),
          valueStride(),
          size,
          job.valueDim);
    }

    @Override
    public MemorySegment keys() {
      return memory;
    }

    @Override
    public MemorySegment values() {
      return memory;
    }

    @Override
    public long keyAt(int s) {
      return at + (long) (s - first) * job.dim;
    }

    @Override
    public long valueAt(int s) {
      return at + (long) size * job.dim + s - first;
    }

    @Override
    public long keyStride() {
      return job.dim;
    }

    @Override
    public long valueStride() {
      return distance(size);
    }

    @Override
    public boolean knownFinite() {
      if (finite == Finite.UNKNOWN) {
        boolean all = kernels.finite(memory, valueAt(first), valueStride(), job.valueDim, size);
        finite = all ? Finite.ALL : Finite.NOT_ALL;
      }
      return finite == Finite.ALL;
    }
  }
}
