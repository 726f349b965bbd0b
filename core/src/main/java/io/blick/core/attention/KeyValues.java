package io.blick.core.attention;

import io.blick.core.kernel.Machine;
import io.blick.core.kernel.ProductKernels;
import io.blick.core.kernel.RowKernels;
import java.lang.foreign.MemorySegment;

/** The keys and values that a block reads: in the caller's tensors, or packed. */
sealed interface KeyValues {

  /** Returns the keys' memory. */
  MemorySegment keys();

  /** Returns the values' memory. */
  MemorySegment values();

  /** Returns the offset of key {@code s}. */
  long keyAt(int s);

  /** Returns the offset of the values of key {@code s} and later ones. */
  long valueAt(int s);

  /** Elements from one key to the next. */
  long keyStride();

  /** Elements from one row of values to the next. */
  long valueStride();

  /** Whether all values are known to be finite; false where nobody has looked. */
  boolean knownFinite();

  /** The caller's tensors (B, S, Hkv, D): the heads of a position are neighbours. */
  final class InPlace implements KeyValues {
    private final AttentionJob job;
    private final QueryLanes lanes;

    InPlace(AttentionJob job, QueryLanes lanes) {
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
   * A packed piece of one head, for blocks of many queries: keys (keys, D) and values transposed
   * (Dv, keys), both contiguous. Read in place, each row would be on a page of its own.
   */
  final class Packed implements KeyValues {
    private static final ProductKernels PRODUCTS = Machine.KERNELS.products();
    private static final RowKernels ROWS = Machine.KERNELS.rows();

    private final AttentionJob job;
    private MemorySegment memory = MemorySegment.NULL;
    private long at;
    private int first;
    private int size;
    private Finite finite = Finite.UNKNOWN;

    /** Whether the values of a piece are finite; unknown until somebody asks. */
    private enum Finite {
      UNKNOWN,
      ALL,
      NOT_ALL
    }

    Packed(AttentionJob job) {
      this.job = job;
    }

    /** Returns the floats of a piece of some keys and values. */
    static long floats(AttentionJob job, int size) {
      return (long) size * job.dim + distance(size) * job.valueDim;
    }

    /**
     * Returns the stride of rows of values: whole cache lines, so that no vector crosses into
     * another, and an odd number of them, so that rows do not compete for one set of a cache.
     */
    private static long distance(int size) {
      return (size + ProductKernels.GRAIN - 1L) / ProductKernels.GRAIN * ProductKernels.GRAIN
          | ProductKernels.GRAIN;
    }

    /** Packs the keys and values from {@code s} to {@code end} into memory. */
    void pack(KeyValues.InPlace from, int s, int end, MemorySegment newMemory, long newAt) {
      packKeys(from, s, end, newMemory, newAt);
      PRODUCTS.transpose(
          from.values(),
          from.valueAt(s),
          from.valueStride(),
          memory,
          valueAt(first),
          valueStride(),
          size,
          job.valueDim);
    }

    /** Packs the keys alone. */
    void packKeys(KeyValues.InPlace from, int s, int end, MemorySegment newMemory, long newAt) {
      memory = newMemory;
      at = newAt;
      first = s;
      size = end - s;
      finite = Finite.UNKNOWN;
      PRODUCTS.copyRows(
          from.keys(), from.keyAt(s), from.keyStride(), memory, at, job.dim, size, job.dim);
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
        boolean all = ROWS.finite(memory, valueAt(first), valueStride(), job.valueDim, size);
        finite = all ? Finite.ALL : Finite.NOT_ALL;
      }
      return finite == Finite.ALL;
    }
  }
}
