package io.blick.core.kernel;

/**
 * The inner loops of all operations, in families, in one of two kinds: obvious or fast. Both give
 * the same bits. Whoever computes takes the families that it uses from {@link Machine#KERNELS}, as
 * constants, so that C2 knows the class of each.
 */
public sealed interface Kernels {
  /** Returns how many floats a vector has. */
  int lanes();

  /** Returns matrix products, and the copies before and after them. */
  ProductKernels products();

  /** Returns what is done to each element by itself. */
  ElementKernels elements();

  /** Returns the steps of layer norm, softmax and unit length over one row. */
  RowKernels rows();

  /** Returns the steps of attention between its two products. */
  SoftmaxKernels softmax();

  /** Returns the statistics of attention weights. */
  StatisticKernels statistics();

  /** The obvious loops, one float at a time. Never tuned. */
  record ScalarKernels() implements Kernels {
    @Override
    public int lanes() {
      return 1;
    }

    @Override
    public ProductKernels products() {
      return new ScalarProducts();
    }

    @Override
    public ElementKernels elements() {
      return new ScalarElements();
    }

    @Override
    public RowKernels rows() {
      return new ScalarRows();
    }

    @Override
    public SoftmaxKernels softmax() {
      return new ScalarSoftmax();
    }

    @Override
    public StatisticKernels statistics() {
      return new ScalarStatistics();
    }
  }

  /** The loops in vectors of 4, 8 or 16 lanes, as wide as the machine has them. */
  record VectorKernels() implements Kernels {
    @Override
    public int lanes() {
      return VectorTranscendental.SPECIES.length();
    }

    @Override
    public ProductKernels products() {
      return new VectorProducts();
    }

    @Override
    public ElementKernels elements() {
      return new VectorElements();
    }

    @Override
    public RowKernels rows() {
      return new VectorRows();
    }

    @Override
    public SoftmaxKernels softmax() {
      return new VectorSoftmax();
    }

    @Override
    public StatisticKernels statistics() {
      return new VectorStatistics();
    }
  }
}
