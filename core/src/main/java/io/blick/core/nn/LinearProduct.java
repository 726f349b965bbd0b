package io.blick.core.nn;

import io.blick.core.kernel.Kernels;
import io.blick.core.kernel.Machine;
import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.Tensor;
import java.lang.foreign.MemorySegment;

/**
 * y = f(x Wᵀ + b). Each output element is the sum of chains of 256 fused multiply-adds over
 * ascending input, added in order, and the bias last (docs/numerics.md), whichever way is taken:
 *
 * <ul>
 *   <li>Outputs stand in the lanes, and x is read in place, row by row. W stands in panels, packed
 *       when the layer was made;
 *   <li>or W is transposed piece by piece on its way from memory.
 *   <li>A single row, and two or three one after the other, need such a W from memory and little
 *       else: its elements are transposed in registers and used at once.
 * </ul>
 *
 * <p>The object is kept and used again, so that nothing is allocated.
 */
final class LinearProduct {
  /** Up to so many rows are multiplied one after the other (measured: docs/kernels.md). */
  private static final int SINGLE = 3;

  /** Outputs side by side: four vectors of the widest lanes. */
  private static final int PANEL = Kernels.PANEL;

  /**
   * Rows of a task, more or less: a chain's inputs of them stay near while one panel after another
   * takes them, and the more rows take a piece of W, the less often it comes from far.
   */
  private static final int BLOCK = 256;

  /** Panels that take a chain's inputs of a block one after the other, at most. */
  private static final int COMPANY = 4;

  /** A chain's inputs of a panel of outputs. */
  private static final int PIECE = Kernels.CHAIN * PANEL;

  /** Tasks that each thread should find. */
  private static final int TASKS_A_THREAD = 4;

  private final Kernels kernels = Machine.KERNELS;
  private final Parallel parallel;
  private final Parallel.Job packedRows = this::packedRows;
  private final Parallel.Job looseRows = this::looseRows;
  private final Parallel.Job singleRows = this::singleRows;
  private MemorySegment panels = MemorySegment.NULL;
  private MemorySegment x = MemorySegment.NULL;
  private MemorySegment w = MemorySegment.NULL;
  private MemorySegment bias = MemorySegment.NULL;
  private MemorySegment y = MemorySegment.NULL;
  private Activation activation = Activation.NONE;
  private int rows;
  private int inputs;
  private int outputs;
  // Rows of a task, and panels.
  private int block;
  private int company;
  // Whether the sums of a last chain still stand apart from those before.
  private boolean lastApart;

  LinearProduct(Parallel parallel) {
    this.parallel = parallel;
  }

  /** Computes y (rows, O) from x (rows, I). */
  void run(Tensor newX, Linear layer, Activation f, Tensor newY, int newRows, int newInputs) {
    activation = f;
    x = newX.data();
    y = newY.data();
    w = layer.weight().data();
    panels = layer.panels();
    bias = layer.bias().data();
    rows = newRows;
    inputs = newInputs;
    outputs = layer.outputs();
    lastApart = inputs > Kernels.CHAIN;
    if (layer.isPacked()) {
      int blocks = cut();
      int shares = pieces(TASKS_A_THREAD * parallel.threads(), Math.max(1, blocks));
      company = Math.clamp(pieces(allPanels(), shares), 1, COMPANY);
      parallel.run(packedRows, blocks * pieces(allPanels(), company));
    } else if (rows <= SINGLE) {
      block = 1;
      company = 1;
      lastApart = false;
      parallel.run(singleRows, allPanels());
    } else {
      company = 1;
      parallel.run(looseRows, cut() * allPanels());
    }
  }

  private static int pieces(int all, int each) {
    return (all + each - 1) / each;
  }

  private int allPanels() {
    return pieces(outputs, PANEL);
  }

  /** Cuts the rows into blocks of about one size, and returns how many there are. */
  private int cut() {
    int blocks = Math.max(1, (rows + BLOCK / 2) / BLOCK);
    // An even number of rows is cut into tiles of six and four.
    block = 2 * Math.max(1, pieces(rows, 2 * blocks));
    return pieces(rows, block);
  }

  /** Some panels of outputs for a block of rows, of which a chain's inputs stay near. */
  private void packedRows(int task, int worker) {
    int shares = pieces(allPanels(), company);
    int row = task / shares * block;
    int first = task % shares * company;
    int end = Math.min(allPanels(), first + company);
    MemorySegment scratch = parallel.scratch(worker, (company + 1) * sums());
    // Without inputs the sums are empty.
    for (int from = 0; from < Math.max(1, inputs); from += Kernels.CHAIN) {
      for (int panel = first; panel < end; panel++) {
        long wAt = ((long) panel * inputs + from) * PANEL;
        chain(row, panel * PANEL, from, panels, wAt, scratch, (panel - first) * sums());
        if (isLast(from)) {
          finish(row, panel * PANEL, scratch, (panel - first) * sums());
        }
      }
    }
  }

  /** A panel of outputs for a block of rows. */
  private void looseRows(int task, int worker) {
    int row = task / allPanels() * block;
    int output = task % allPanels() * PANEL;
    int its = Math.min(PANEL, outputs - output);
    MemorySegment scratch = parallel.scratch(worker, 2 * sums() + PIECE);
    for (int from = 0; from < Math.max(1, inputs); from += Kernels.CHAIN) {
      int depth = Math.min(Kernels.CHAIN, inputs - from);
      long wAt = (long) output * inputs + from;
      kernels.transpose(w, wAt, inputs, scratch, 2 * sums(), PANEL, its, depth);
      chain(row, output, from, scratch, 2 * sums(), scratch, 0);
    }
    finish(row, output, scratch, 0);
  }

  /** A panel of outputs for one row after the other; from the second on, W is near. */
  private void singleRows(int task, int worker) {
    int output = task * PANEL;
    int its = Math.min(PANEL, outputs - output);
    MemorySegment scratch = parallel.scratch(worker, 2 * sums());
    long wAt = (long) output * inputs;
    for (int r = 0; r < rows; r++) {
      kernels.dots(w, wAt, inputs, x, (long) r * inputs, scratch, 0, its, inputs, Kernels.CHAIN);
      finish(r, output, scratch, 0);
    }
  }

  /** Returns how many floats the sums of a block and panel take. */
  private long sums() {
    return (long) block * PANEL;
  }

  /** Returns how many columns the sums of a panel take. */
  private int width(int output) {
    return pieces(Math.min(PANEL, outputs - output), Kernels.GRAIN) * Kernels.GRAIN;
  }

  private int count(int row) {
    return Math.min(block, rows - row);
  }

  /**
   * Returns where in the scratch a chain's sums, and then the activated ones, stand for a moment.
   */
  private long spare() {
    return company * sums();
  }

  /** Adds a chain to the sums of a block and a panel (count, width), but not the last one. */
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
    int depth = Math.min(Kernels.CHAIN, inputs - from);
    long xAt = (long) row * inputs + from;
    long to = from == 0 ? sum : spare();
    kernels.rows(x, xAt, inputs, piece, at, PANEL, scratch, to, width, count, width, depth);
    if (from > 0 && !isLast(from)) {
      kernels.add(scratch, sum, scratch, to, scratch, sum, count * width);
    }
  }

  private boolean isLast(int from) {
    return from + Kernels.CHAIN >= inputs;
  }

  /** Sums become y. */
  private void finish(int row, int output, MemorySegment scratch, long sum) {
    int its = Math.min(PANEL, outputs - output);
    int width = width(output);
    int count = count(row);
    long yAt = (long) row * outputs + output;
    switch (activation) {
      case Activation.None none -> total(scratch, sum, output, y, yAt, outputs, count);
      case Gelu kind -> {
        total(scratch, sum, output, scratch, sum, width, count);
        gelu(kind, scratch, sum, scratch, spare(), count * width);
        kernels.copyRows(scratch, spare(), width, y, yAt, outputs, count, its);
      }
    }
  }

  /** Sums, a chain that is still apart, and the bias. */
  private void total(
      MemorySegment scratch,
      long sum,
      int output,
      MemorySegment to,
      long toAt,
      long toStride,
      int count) {
    int its = Math.min(PANEL, outputs - output);
    int width = width(output);
    if (lastApart) {
      kernels.addWithRow(
          scratch, sum, scratch, spare(), width, bias, output, to, toAt, toStride, count, its);
    } else {
      kernels.addRow(scratch, sum, width, bias, output, to, toAt, toStride, count, its);
    }
  }

  private void gelu(Gelu kind, MemorySegment from, long at, MemorySegment to, long toAt, int n) {
    switch (kind) {
      case ERF -> kernels.geluErf(from, at, to, toAt, n);
      case TANH -> kernels.geluTanh(from, at, to, toAt, n);
    }
  }
}
