package io.blick.core.nn;

import io.blick.core.kernel.ElementKernels;
import io.blick.core.kernel.Machine;
import io.blick.core.kernel.Memory;
import io.blick.core.kernel.ProductKernels;
import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.Tensor;
import io.blick.core.weight.Blocked;
import io.blick.core.weight.Dense;
import io.blick.core.weight.Packed;
import io.blick.core.weight.PackedBlocks;
import io.blick.core.weight.Weight;
import java.lang.foreign.MemorySegment;

/**
 * y = f(x Wᵀ + b). Each output element is the sum of chains of 256 fused multiply-adds over
 * ascending input, added in order, and the bias, if there is one, last (docs/numerics.md). There
 * are three ways to the same bits:
 *
 * <ul>
 *   <li>W is packed (O / 64, I, 64): outputs are in the lanes, and x is read in place, row by row.
 *   <li>W is in another form: pieces of its panels are written out into scratch memory first.
 *   <li>W is dense and x has one to three rows, which take each weight from memory once a row: its
 *       elements are transposed in registers and multiplied there.
 * </ul>
 *
 * <p>Where x, W, the bias or y lies in memory that was not allocated off the heap, which is a
 * mapped file or an array, each task copies what it reads into scratch memory first, and its
 * results out of it.
 *
 * <p>The object is reused from call to call, so that nothing is allocated.
 */
final class LinearProduct {
  private static final ProductKernels PRODUCTS = Machine.KERNELS.products();
  private static final ElementKernels ELEMENTS = Machine.KERNELS.elements();

  /**
   * Most rows that are multiplied one after the other where W is not packed (measured:
   * docs/kernels.md).
   */
  private static final int SINGLE = 3;

  /** Most rows that are multiplied one after the other where W is packed in blocks. */
  private static final int FEW = 4;

  /** Outputs of a panel: four vectors of 16 lanes. */
  private static final int PANEL = ProductKernels.PANEL;

  /**
   * Rows of a task, about: the 256 inputs of a chain of these rows stay in L2 while one panel after
   * the other is multiplied by them, and the more rows use a piece of W, the less often it is
   * loaded from L3 or memory.
   */
  private static final int BLOCK = 256;

  /** Most panels that are multiplied by one chain's inputs before the next chain begins. */
  private static final int PANELS_A_TASK = 4;

  /** Floats of a panel for the inputs of one chain. */
  private static final int PIECE = ProductKernels.CHAIN * PANEL;

  /** Wanted number of tasks for each thread. */
  private static final int TASKS_A_THREAD = 4;

  private final Parallel parallel;
  private final Parallel.Job packedRows = this::packedRows;
  private final Parallel.Job writtenRows = this::writtenRows;
  private final Parallel.Job singleRows = this::singleRows;
  private final Parallel.Job fewRows = this::fewRows;
  private final OwnCopy biases = new OwnCopy();
  private MemorySegment x = MemorySegment.NULL;
  private Weight weight = new Dense(Tensor.zeros(0, 0));
  // What W lies in: its panels if it is packed, its rows if it is dense.
  private MemorySegment w = MemorySegment.NULL;
  private MemorySegment bias = MemorySegment.NULL;
  private boolean biased;
  private MemorySegment y = MemorySegment.NULL;
  private Activation activation = Activation.NONE;
  // Whether x or y was not allocated off the heap: no product takes them in place.
  private boolean foreign;
  private int rows;
  private int inputs;
  private int outputs;
  // Rows and panels of a task.
  private int block;
  private int panelsOfTask;
  // Whether the sums of the last chain are kept apart, to be added together with the bias.
  private boolean lastApart;

  LinearProduct(Parallel parallel) {
    this.parallel = parallel;
  }

  /** Computes y (rows, O) from x (rows, I). */
  void run(Tensor newX, Linear layer, Activation f, Tensor newY, int newRows, int newInputs) {
    activation = f;
    x = newX.data();
    y = newY.data();
    weight = layer.weight();
    w = weight.stored().data();
    biased = layer.bias().isPresent();
    bias = biased ? biases.of(layer.bias().orElseThrow().data()) : MemorySegment.NULL;
    foreign = !Memory.allocated(x, y);
    rows = newRows;
    inputs = newInputs;
    outputs = layer.outputs();
    lastApart = inputs > ProductKernels.CHAIN;
    boolean inPlace = Memory.allocated(w);
    switch (weight) {
      case Packed _ when inPlace -> runPacked();
      case Dense _ when inPlace && !foreign && rows <= SINGLE -> runSingle();
      case PackedBlocks _ when inPlace && !foreign && rows <= FEW -> runFew();
      case Packed _, Dense _, Blocked _, PackedBlocks _ -> runWritten();
    }
  }

  private void runSingle() {
    block = 1;
    panelsOfTask = 1;
    lastApart = false;
    parallel.run(singleRows, allPanels());
  }

  private void runFew() {
    block = 1;
    panelsOfTask =
        Math.clamp(allPanels() / (TASKS_A_THREAD * parallel.threads()), 1, PANELS_A_TASK);
    lastApart = false;
    parallel.run(fewRows, Math.ceilDiv(allPanels(), panelsOfTask));
  }

  private void runWritten() {
    panelsOfTask = 1;
    parallel.run(writtenRows, cut() * allPanels());
  }

  private void runPacked() {
    int blocks = cut();
    int shares = Math.ceilDiv(TASKS_A_THREAD * parallel.threads(), Math.max(1, blocks));
    panelsOfTask = Math.clamp(Math.ceilDiv(allPanels(), shares), 1, PANELS_A_TASK);
    parallel.run(packedRows, blocks * Math.ceilDiv(allPanels(), panelsOfTask));
  }

  private int allPanels() {
    return Math.ceilDiv(outputs, PANEL);
  }

  /** Divides the rows into blocks of about one size, and returns how many there are. */
  private int cut() {
    int blocks = Math.max(1, (rows + BLOCK / 2) / BLOCK);
    // An even number of rows divides into tiles of six and four.
    block = 2 * Math.max(1, Math.ceilDiv(rows, 2 * blocks));
    return Math.ceilDiv(rows, block);
  }

  /**
   * One task where W is packed: some panels of outputs for a block of rows, one chain after the
   * other.
   */
  private void packedRows(int task, int worker) {
    int shares = Math.ceilDiv(allPanels(), panelsOfTask);
    int row = task / shares * block;
    int first = task % shares * panelsOfTask;
    int end = Math.min(allPanels(), first + panelsOfTask);
    MemorySegment scratch = parallel.scratch(worker, inputsAt() + inputsFloats());
    // Also once without inputs: then the sums are 0.
    for (int from = 0; from < Math.max(1, inputs); from += ProductKernels.CHAIN) {
      takeInputs(row, from, scratch);
      for (int panel = first; panel < end; panel++) {
        long wAt = ((long) panel * inputs + from) * PANEL;
        chain(row, panel * PANEL, from, w, wAt, scratch, (panel - first) * sums());
        if (isLast(from)) {
          finish(row, panel * PANEL, scratch, (panel - first) * sums());
        }
      }
    }
  }

  /** One task where W is not packed: a panel of outputs for a block of rows. */
  private void writtenRows(int task, int worker) {
    int row = task / allPanels() * block;
    int output = task % allPanels() * PANEL;
    long pieceAt = inputsAt() + inputsFloats();
    MemorySegment scratch = parallel.scratch(worker, pieceAt + PIECE);
    for (int from = 0; from < Math.max(1, inputs); from += ProductKernels.CHAIN) {
      int depth = Math.min(ProductKernels.CHAIN, inputs - from);
      weight.panel(output, from, depth, scratch, pieceAt);
      takeInputs(row, from, scratch);
      chain(row, output, from, scratch, pieceAt, scratch, 0);
    }
    finish(row, output, scratch, 0);
  }

  /**
   * One task for one to three rows: a panel of outputs for one row after the other. From the second
   * row on, W is in a cache.
   */
  private void singleRows(int task, int worker) {
    int output = task * PANEL;
    int columns = Math.min(PANEL, outputs - output);
    MemorySegment scratch = parallel.scratch(worker, 2 * sums());
    long wAt = (long) output * inputs;
    for (int r = 0; r < rows; r++) {
      PRODUCTS.matrixVector(
          w, wAt, inputs, x, (long) r * inputs, scratch, 0, columns, inputs, ProductKernels.CHAIN);
      finish(r, output, scratch, 0);
    }
  }

  /** One task for few rows where W is packed in blocks: some panels for one row after the other. */
  private void fewRows(int task, int worker) {
    PackedBlocks blocks = (PackedBlocks) weight;
    int first = task * panelsOfTask;
    int count = Math.min(panelsOfTask, allPanels() - first);
    MemorySegment scratch = parallel.scratch(worker, inputsAt() + PackedBlocks.SCRATCH);
    for (int p = first; p < first + count; p++) {
      for (int r = 0; r < rows; r++) {
        blocks.product(p, x, (long) r * inputs, scratch, 0, scratch, inputsAt());
        finish(r, p * PANEL, scratch, 0);
      }
    }
  }

  /** Returns the floats of the sums of a block and panel. */
  private long sums() {
    return (long) block * PANEL;
  }

  /** Returns the columns of a panel's sums: its outputs, rounded up to a multiple of 16. */
  private int width(int output) {
    return Math.ceilDiv(Math.min(PANEL, outputs - output), ProductKernels.GRAIN)
        * ProductKernels.GRAIN;
  }

  private int count(int row) {
    return Math.min(block, rows - row);
  }

  /**
   * Returns the offset of temporary sums in the scratch memory: of one chain, then of activated
   * values.
   */
  private long spare() {
    return panelsOfTask * sums();
  }

  /** Returns the offset of copied inputs in the scratch memory. */
  private long inputsAt() {
    return (panelsOfTask + 1) * sums();
  }

  /** Returns the floats of copied inputs of a chain, (block, 256), if x is not read in place. */
  private long inputsFloats() {
    return foreign ? (long) block * ProductKernels.CHAIN : 0;
  }

  /** Copies the inputs of a chain and a block of rows, if x is not read in place. */
  private void takeInputs(int row, int from, MemorySegment scratch) {
    if (foreign) {
      int depth = Math.min(ProductKernels.CHAIN, inputs - from);
      long xAt = (long) row * inputs + from;
      PRODUCTS.copyRows(
          x, xAt, inputs, scratch, inputsAt(), ProductKernels.CHAIN, count(row), depth);
    }
  }

  /**
   * Computes a chain and adds it to the sums of a block and a panel (count, width); the last chain
   * is kept apart.
   */
  private void chain(
      int row,
      int output,
      int from,
      MemorySegment piece,
      long at,
      MemorySegment scratch,
      long sum) {
    int count = count(row);
    int width = width(output);
    int depth = Math.min(ProductKernels.CHAIN, inputs - from);
    MemorySegment left = foreign ? scratch : x;
    long leftAt = foreign ? inputsAt() : (long) row * inputs + from;
    int stride = foreign ? ProductKernels.CHAIN : inputs;
    long to = from == 0 ? sum : spare();
    PRODUCTS.product(
        left, leftAt, stride, piece, at, PANEL, scratch, to, width, count, width, depth);
    if (from > 0 && !isLast(from)) {
      ELEMENTS.add(scratch, sum, scratch, to, scratch, sum, count * width);
    }
  }

  private boolean isLast(int from) {
    return from + ProductKernels.CHAIN >= inputs;
  }

  /** Adds the bias, applies the activation and writes y. */
  private void finish(int row, int output, MemorySegment scratch, long sum) {
    int columns = Math.min(PANEL, outputs - output);
    int width = width(output);
    int count = count(row);
    long yAt = (long) row * outputs + output;
    switch (activation) {
      case Activation.None _ when !foreign -> total(scratch, sum, output, y, yAt, outputs, count);
      case Activation.None _, Activation.Relu _, Activation.Silu _, Activation.Tanh _, Gelu _ -> {
        total(scratch, sum, output, scratch, sum, width, count);
        activate(scratch, sum, scratch, spare(), count * width);
        PRODUCTS.copyRows(scratch, spare(), width, y, yAt, outputs, count, columns);
      }
    }
  }

  /** to = sums + the last chain, if it is apart, + bias, if there is one. */
  private void total(
      MemorySegment scratch,
      long sum,
      int output,
      MemorySegment to,
      long toAt,
      long toStride,
      int count) {
    int columns = Math.min(PANEL, outputs - output);
    int width = width(output);
    if (!biased) {
      if (lastApart) {
        ELEMENTS.add(scratch, sum, scratch, spare(), scratch, sum, count * width);
      }
      PRODUCTS.copyRows(scratch, sum, width, to, toAt, toStride, count, columns);
    } else if (lastApart) {
      ELEMENTS.addWithRow(
          scratch, sum, scratch, spare(), width, bias, output, to, toAt, toStride, count, columns);
    } else {
      ELEMENTS.addRow(scratch, sum, width, bias, output, to, toAt, toStride, count, columns);
    }
  }

  private void activate(MemorySegment from, long at, MemorySegment to, long toAt, int n) {
    switch (activation) {
      case Activation.None _ -> Memory.copy(from, at, to, toAt, n);
      case Activation.Relu _ -> ELEMENTS.relu(from, at, to, toAt, n);
      case Activation.Silu _ -> ELEMENTS.silu(from, at, to, toAt, n);
      case Activation.Tanh _ -> ELEMENTS.tanh(from, at, to, toAt, n);
      case Gelu.ERF -> ELEMENTS.geluErf(from, at, to, toAt, n);
      case Gelu.TANH -> ELEMENTS.geluTanh(from, at, to, toAt, n);
    }
  }
}
