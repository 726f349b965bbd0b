package io.blick.core.attention;

import io.blick.core.cache.KvLayer;
import io.blick.core.kernel.Machine;
import io.blick.core.kernel.ProductKernels;
import io.blick.core.kernel.RowKernels;
import java.lang.foreign.MemorySegment;
import java.util.Objects;

/** The keys and values that a block reads: in the caller's tensors, in a cache, or packed. */
sealed interface KeyValues {

  /** Returns the memory of the keys from {@code s} on, of one block of keys. */
  MemorySegment keys(int s);

  /** Returns the memory of the values from {@code s} on, of one block of keys. */
  MemorySegment values(int s);

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

  /** Keys and values where they are stored, from which pieces of a head are packed. */
  sealed interface Stored extends KeyValues {
    /** Elements from a key of one head to that of the next. */
    long keyHeadStride();

    /** Writes the keys from {@code s} to {@code end} to memory (end − s, D). */
    void packKeys(int s, int end, MemorySegment to, long at);

    /** Writes the values from {@code s} to {@code end} to memory, transposed (Dv, stride). */
    void packValues(int s, int end, MemorySegment to, long at, long stride);
  }

  /** The caller's tensors (B, S, Hkv, D): the heads of a position are neighbours. */
  final class InPlace implements Stored {
    private static final ProductKernels PRODUCTS = Machine.KERNELS.products();

    private final AttentionJob job;
    private final QueryLanes lanes;

    InPlace(AttentionJob job, QueryLanes lanes) {
      this.job = job;
      this.lanes = lanes;
    }

    @Override
    public MemorySegment keys(int s) {
      return job.k;
    }

    @Override
    public MemorySegment values(int s) {
      return job.v;
    }

    @Override
    public long keyHeadStride() {
      return job.dim;
    }

    @Override
    public void packKeys(int s, int end, MemorySegment to, long at) {
      PRODUCTS.copyRows(job.k, keyAt(s), keyStride(), to, at, job.dim, end - s, job.dim);
    }

    @Override
    public void packValues(int s, int end, MemorySegment to, long at, long stride) {
      PRODUCTS.transpose(job.v, valueAt(s), valueStride(), to, at, stride, end - s, job.valueDim);
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

  /** A layer of a cache: the keys of 64 positions lie side by side (D, 64). */
  final class Cached implements Stored {
    private static final ProductKernels PRODUCTS = Machine.KERNELS.products();

    private final AttentionJob job;
    private final QueryLanes lanes;

    Cached(AttentionJob job, QueryLanes lanes) {
      this.job = job;
      this.lanes = lanes;
    }

    private KvLayer layer() {
      return Objects.requireNonNull(job.cached);
    }

    @Override
    public MemorySegment keys(int s) {
      return layer().block(s);
    }

    @Override
    public MemorySegment values(int s) {
      return layer().block(s);
    }

    @Override
    public long keyAt(int s) {
      return layer().keyAt(lanes.keyHead(), s);
    }

    @Override
    public long valueAt(int s) {
      return layer().valueAt(lanes.keyHead(), s);
    }

    /** From one key to the next of the same 64. */
    @Override
    public long keyStride() {
      return 1;
    }

    @Override
    public long valueStride() {
      return (long) job.keyHeads * job.valueDim;
    }

    @Override
    public long keyHeadStride() {
      return (long) KvLayer.BLOCK * job.dim;
    }

    @Override
    public boolean knownFinite() {
      return false;
    }

    @Override
    public void packKeys(int s, int end, MemorySegment to, long at) {
      int some;
      for (int from = s; from < end; from += some) {
        some = Math.min(KvLayer.PANEL - from % KvLayer.PANEL, end - from);
        long row = at + (long) (from - s) * job.dim;
        PRODUCTS.transpose(keys(from), keyAt(from), KvLayer.PANEL, to, row, job.dim, job.dim, some);
      }
    }

    @Override
    public void packValues(int s, int end, MemorySegment to, long at, long stride) {
      int some;
      for (int from = s; from < end; from += some) {
        some = Math.min(KvLayer.BLOCK - from % KvLayer.BLOCK, end - from);
        PRODUCTS.transpose(
            values(from),
            valueAt(from),
            valueStride(),
            to,
            at + from - s,
            stride,
            some,
            job.valueDim);
      }
    }
  }

  /**
   * A packed piece of one head, for blocks of many queries: keys (keys, D) and values transposed
   * (Dv, keys), both contiguous. Read in place, each row would be on a page of its own.
   */
  final class Packed implements KeyValues {
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
    void pack(Stored from, int s, int end, MemorySegment newMemory, long newAt) {
      packKeys(from, s, end, newMemory, newAt);
      from.packValues(s, end, memory, valueAt(first), valueStride());
    }

    /** Packs the keys alone. */
    void packKeys(Stored from, int s, int end, MemorySegment newMemory, long newAt) {
      memory = newMemory;
      at = newAt;
      first = s;
      size = end - s;
      finite = Finite.UNKNOWN;
      from.packKeys(s, end, memory, at);
    }

    @Override
    public MemorySegment keys(int s) {
      return memory;
    }

    @Override
    public MemorySegment values(int s) {
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
