package io.blick.core.nn;

import io.blick.core.kernel.Kernels;
import io.blick.core.kernel.Machine;
import io.blick.core.kernel.Memory;
import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.Tensor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * y = f(x Wᵀ + b). Each output element is the sum of chains of 128 fused multiply-adds over
 * ascending input, added in order, and the bias last (docs/numerics.md), whichever way is taken:
 *
 * <ul>
 *   <li>Outputs stand in the lanes and W in panels, packed when the layer was made; x is read in
 *       place, row by row.
 *   <li>Where W is not packed, it is packed first for many rows, and for few, piece by piece on its
 *       way from memory, which is what takes the time then.
 *   <li>A single row, and two or three one after the other, need such a W from memory and little
 *       else: its elements are transposed in registers and used at once.
 * </ul>
 *
 * <p>The object is kept and used again, so that nothing is allocated.
 */
final class LinearProduct {
  /** From so many rows on all of W is packed first (measured: docs/kernels.md). */
  private static final int MANY = 8;

  /** Up to so many rows are multiplied one after the other (measured: docs/kernels.md). */
  private static final int SINGLE = 3;

  /** Outputs side by side: four vectors of the widest lanes. */
  private static final int PANEL = Kernels.PANEL;

  /** Rows of a task, more or less: they stay near while one panel after another takes them. */
  private static final int BLOCK = 96;

  /** Sums of one block and panel, at most. */
  private static final long SUMS = 3L * BLOCK / 2 * PANEL;

  /** Tasks that each thread should find. */
  private static final int TASKS_A_THREAD = 4;

  private final Kernels kernels = Machine.KERNELS;
  private final Parallel parallel;
  private final Parallel.Job pack = this::pack;
  private final Parallel.Job manyRows = this::manyRows;
  private final Parallel.Job fewRows = this::fewRows;
  private final Parallel.Job singleRows = this::singleRows;
  private MemorySegment room = MemorySegment.NULL;
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

  LinearProduct(Parallel parallel) {
    this.parallel = parallel;
  }

  /** Computes y (rows, O) from x (rows, I). */
  void run(Tensor newX, Linear layer, Activation f, Tensor newY, int newRows, int newInputs) {
    activation = f;
    x = newX.data();
    y = newY.data();
    w = layer.weight().data();
    bias = layer.bias().data();
    rows = newRows;
    inputs = newInputs;
    outputs = layer.outputs();
    if (layer.isPacked()) {
      panels = layer.panels();
      multiply();
    } else if (rows <= SINGLE) {
      parallel.run(singleRows, pieces(outputs, PANEL));
    } else if (rows < MANY) {
      parallel.run(fewRows, pieces(outputs, PANEL));
    } else {
      makeRoom();
      panels = room;
      parallel.run(pack, pieces(outputs, PANEL) * pieces(inputs, Kernels.CHAIN));
      multiply();
    }
  }

  private static int pieces(int all, int each) {
    return (all + each - 1) / each;
  }

  /** Returns how many columns so many outputs take. */
  private static int wide(int count) {
    return pieces(count, Kernels.GRAIN) * Kernels.GRAIN;
  }

  private void makeRoom() {
    long bytes = Linear.panelBytes(outputs, inputs);
    if (room.byteSize() < bytes) {
      room = Arena.ofAuto().allocate(bytes, Tensor.ALIGNMENT);
    }
  }

  /** One chain's inputs of one panel of outputs. */
  private void pack(int task, int worker) {
    int output = task / pieces(inputs, Kernels.CHAIN) * PANEL;
    int from = task % pieces(inputs, Kernels.CHAIN) * Kernels.CHAIN;
    int count = Math.min(PANEL, outputs - output);
    int depth = Math.min(Kernels.CHAIN, inputs - from);
    long wAt = (long) output * inputs + from;
    long at = ((long) output / PANEL * inputs + from) * PANEL;
    kernels.transpose(w, wAt, inputs, panels, at, PANEL, count, depth);
  }

  private void multiply() {
    int blocks = Math.max(1, (rows + BLOCK / 2) / BLOCK);
    // An even number of rows is cut into tiles of six and four.
    block = 2 * Math.max(1, pieces(rows, 2 * blocks));
    int shares = pieces(TASKS_A_THREAD * parallel.threads(), blocks);
    company = Math.max(1, pieces(pieces(outputs, PANEL), shares));
    parallel.run(manyRows, pieces(rows, block) * pieces(pieces(outputs, PANEL), company));
  }

  /** Some panels of outputs for a block of rows, which stays near. */
  private void manyRows(int task, int worker) {
    int all = pieces(outputs, PANEL);
    int shares = pieces(all, company);
    int row = task / shares * block;
    int count = Math.min(block, rows - row);
    int first = task % shares * company;
    MemorySegment scratch = parallel.scratch(worker, 2 * SUMS);
    for (int panel = first; panel < Math.min(all, first + company); panel++) {
      sums(row, count, panel, scratch);
      finish(row, count, panel * PANEL, scratch);
    }
  }

  /** Products of a block of rows and a panel of outputs (count, width), chain by chain. */
  private void sums(int row, int count, int panel, MemorySegment scratch) {
    int width = wide(Math.min(PANEL, outputs - panel * PANEL));
    if (inputs == 0) {
      kernels.fill(scratch, 0, count * width, 0);
    }
    for (int from = 0; from < inputs; from += Kernels.CHAIN) {
      int depth = Math.min(Kernels.CHAIN, inputs - from);
      long xAt = (long) row * inputs + from;
      long wAt = ((long) panel * inputs + from) * PANEL;
      long to = from == 0 ? 0 : SUMS;
      kernels.rows(x, xAt, inputs, panels, wAt, PANEL, scratch, to, width, count, width, depth);
      if (from > 0) {
        kernels.add(scratch, 0, scratch, SUMS, scratch, 0, count * width);
      }
    }
  }

  /** Sums of a block become y, from one output on. */
  private void finish(int row, int count, int output, MemorySegment scratch) {
    int its = Math.min(PANEL, outputs - output);
    int width = wide(its);
    long yAt = (long) row * outputs + output;
    switch (activation) {
      case Activation.None none ->
        kernels.addRow(scratch, 0, width, bias, output, y, yAt, outputs, count, its);
      case Gelu kind -> {
        kernels.addRow(scratch, 0, width, bias, output, scratch, 0, width, count, its);
        gelu(kind, scratch, 0, scratch, SUMS, count * width);
        kernels.copyRows(scratch, SUMS, width, y, yAt, outputs, count, its);
      }
    }
  }

  /** A panel of outputs for all rows. */
  private void fewRows(int task, int worker) {
    int output = task * PANEL;
    int count = Math.min(PANEL, outputs - output);
    int width = wide(count);
    MemorySegment scratch = parallel.scratch(worker, (Kernels.CHAIN + 2L * MANY) * PANEL);
    long sum = (long) Kernels.CHAIN * PANEL;
    long part = sum + (long) MANY * PANEL;
    Memory.fill(scratch, sum, rows * width, 0);
    for (int from = 0; from < inputs; from += Kernels.CHAIN) {
      int depth = Math.min(Kernels.CHAIN, inputs - from);
      long wAt = (long) output * inputs + from;
      kernels.transpose(w, wAt, inputs, scratch, 0, PANEL, count, depth);
      long to = from == 0 ? sum : part;
      kernels.rows(x, from, inputs, scratch, 0, PANEL, scratch, to, width, rows, width, depth);
      if (from > 0) {
        kernels.add(scratch, sum, scratch, part, scratch, sum, rows * width);
      }
    }
    for (int r = 0; r < rows; r++) {
      finish(scratch, sum + (long) r * width, r, output, count);
    }
  }

  /** A panel of outputs for one row after the other; from the second on, W is near. */
  private void singleRows(int task, int worker) {
    int output = task * PANEL;
    int count = Math.min(PANEL, outputs - output);
    MemorySegment scratch = parallel.scratch(worker, PANEL);
    long wAt = (long) output * inputs;
    for (int r = 0; r < rows; r++) {
      kernels.dots(w, wAt, inputs, x, (long) r * inputs, scratch, 0, count, inputs, Kernels.CHAIN);
      finish(scratch, 0, r, output, count);
    }
  }

  /** Sums of one row become y, from one output on. */
  private void finish(MemorySegment sums, long at, int row, int output, int count) {
    long yAt = (long) row * outputs + output;
    switch (activation) {
      case Activation.None none -> kernels.add(sums, at, bias, output, y, yAt, count);
      case Gelu kind -> {
        kernels.add(sums, at, bias, output, sums, at, count);
        gelu(kind, sums, at, y, yAt, count);
      }
    }
  }

  private void gelu(Gelu kind, MemorySegment from, long at, MemorySegment to, long toAt, int n) {
    switch (kind) {
      case ERF -> kernels.geluErf(from, at, to, toAt, n);
      case TANH -> kernels.geluTanh(from, at, to, toAt, n);
    }
  }
}
