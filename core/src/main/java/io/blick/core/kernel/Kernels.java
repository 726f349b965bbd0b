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

  /** Returns products with panels whose numbers are those of blocks. */
  BlockKernels blocks();

  /** Returns what is done to each element by itself. */
  ElementKernels elements();

  /** Returns the steps of layer norm, softmax and unit length over one row. */
  RowKernels rows();

  /** Returns the steps of attention between its two products. */
  SoftmaxKernels softmax();

  /** Returns the statistics of attention weights. */
  StatisticKernels statistics();

  /** The obvious loops, one float at a time, on memory of any kind. Never tuned. */
  record ScalarKernels() implements Kernels {
    private static final ProductKernels PRODUCTS = new ScalarProducts();
    private static final BlockKernels BLOCKS = new ScalarBlocks();
    private static final ElementKernels ELEMENTS = new ScalarElements();
    private static final RowKernels ROWS = new ScalarRows();
    private static final SoftmaxKernels SOFTMAX = new ScalarSoftmax();
    private static final StatisticKernels STATISTICS = new ScalarStatistics();

    @Override
    public int lanes() {
      return 1;
    }

    @Override
    public ProductKernels products() {
      return PRODUCTS;
    }

    @Override
    public BlockKernels blocks() {
      return BLOCKS;
    }

    @Override
    public ElementKernels elements() {
      return ELEMENTS;
    }

    @Override
    public RowKernels rows() {
      return ROWS;
    }

    @Override
    public SoftmaxKernels softmax() {
      return SOFTMAX;
    }

    @Override
    public StatisticKernels statistics() {
      return STATISTICS;
    }
  }

  /**
   * The loops in vectors of 4, 8 or 16 lanes, as wide as the machine has them. They refuse memory
   * that was not allocated off the heap, except to copy from or to it.
   */
  record VectorKernels() implements Kernels {
    private static final ProductKernels PRODUCTS = new VectorProducts();
    private static final BlockKernels BLOCKS = new VectorBlocks();
    private static final ElementKernels ELEMENTS = new VectorElements();
    private static final RowKernels ROWS = new VectorRows();
    private static final SoftmaxKernels SOFTMAX = new VectorSoftmax();
    private static final StatisticKernels STATISTICS = new VectorStatistics();

    @Override
    public int lanes() {
      return VectorTranscendental.SPECIES.length();
    }

    @Override
    public ProductKernels products() {
      return PRODUCTS;
    }

    @Override
    public BlockKernels blocks() {
      return BLOCKS;
    }

    @Override
    public ElementKernels elements() {
      return ELEMENTS;
    }

    @Override
    public RowKernels rows() {
      return ROWS;
    }

    @Override
    public SoftmaxKernels softmax() {
      return SOFTMAX;
    }

    @Override
    public StatisticKernels statistics() {
      return STATISTICS;
    }
  }
}
