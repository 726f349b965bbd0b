package io.blick.core.nn;

import io.blick.core.kernel.ElementKernels;
import io.blick.core.kernel.Kernels;
import io.blick.core.kernel.Memory;
import io.blick.core.tensor.Tensor;
import java.lang.foreign.MemorySegment;

/** Operations on each element by itself, on whichever pieces of a tensor they are given. */
final class Elementwise {
  private Elementwise() {}

  /** An operation on the elements of one argument. */
  @FunctionalInterface
  interface OfOne extends Rows.Row {
    void compute(
        ElementKernels kernels, MemorySegment x, long xAt, MemorySegment y, long yAt, int n);

    @Override
    default void compute(
        Kernels kernels, MemorySegment x, MemorySegment y, long at, int n, MemorySegment scratch) {
      compute(kernels.elements(), x, at, y, at, n);
    }
  }

  /** An operation on the elements of one argument and a number. */
  @FunctionalInterface
  interface ByNumber {
    void compute(Kernels kernels, MemorySegment x, MemorySegment y, long at, int n, float number);
  }

  /** An operation on the elements of two arguments. */
  @FunctionalInterface
  interface OfTwo {
    void compute(
        ElementKernels kernels,
        MemorySegment a,
        long aAt,
        MemorySegment b,
        long bAt,
        MemorySegment y,
        long yAt,
        int n);
  }

  /** x · factor. */
  static void scale(
      Kernels kernels, MemorySegment x, MemorySegment y, long at, int n, float factor) {
    kernels.elements().multiply(x, at, factor, y, at, n);
  }

  /** cap · tanh(x / cap). */
  static void softCap(
      Kernels kernels, MemorySegment x, MemorySegment y, long at, int n, float cap) {
    Memory.copy(x, at, y, at, n);
    kernels.softmax().cap(y, at, cap, n);
  }

  /** An operation with a number that is set before each run. */
  static final class WithNumber implements Rows.Row {
    private final ByNumber operation;
    private float number;

    WithNumber(ByNumber operation) {
      this.operation = operation;
    }

    WithNumber of(float newNumber) {
      number = newNumber;
      return this;
    }

    @Override
    public void compute(
        Kernels kernels, MemorySegment x, MemorySegment y, long at, int n, MemorySegment scratch) {
      operation.compute(kernels, x, y, at, n, number);
    }
  }

  /**
   * An operation with a second argument that is set before each run. It reads that at the offset of
   * the piece, so it takes no copies: memory that was not allocated off the heap is left to scalar
   * code.
   */
  static final class WithTensor implements Rows.Row {
    private final String what;
    private final OfTwo operation;
    private Tensor b = Tensor.zeros(0);
    private MemorySegment data = MemorySegment.NULL;

    /**
     * Creates it.
     *
     * @param what the name of the second argument in errors
     */
    WithTensor(String what, OfTwo operation) {
      this.what = what;
      this.operation = operation;
    }

    WithTensor of(Tensor newB) {
      b = newB;
      return this;
    }

    @Override
    public void begin() {
      data = b.data();
    }

    @Override
    public boolean isAllocated() {
      return Memory.allocated(data);
    }

    @Override
    public boolean takesCopies() {
      return false;
    }

    @Override
    public void compute(
        Kernels kernels, MemorySegment x, MemorySegment y, long at, int n, MemorySegment scratch) {
      operation.compute(kernels.elements(), x, at, data, at, y, at, n);
    }

    @Override
    public void demandReadable() {
      b.demandReadable(what);
    }
  }
}
