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
 * ascending input, added in order, and the bias last (docs/numerics.md), whichever of three ways is
 * taken:
 *
 * <ul>
 *   <li>Many rows stand in the lanes: x is transposed once, W is read in place, row by row.
 *   <li>For few rows, of which lanes would be empty, outputs stand in the lanes: W is transposed
 *       piece by piece on its way from memory, which is what takes the time then.
 *   <li>A single row, and two or three one after the other, need W from memory and little else: its
 *       elements are transposed in registers and used at once.
 * </ul>
 *
 * <p>The object is kept and used again, so that nothing is allocated.
 */
final class LinearProduct {
  /** From so many rows on they stand in the lanes (measured: docs/kernels.md). */
  private static final int MANY = 8;

  /** Up to so many rows are multiplied one after the other (measured: docs/kernels.md). */
  private static final int SINGLE = 3;

  /** Rows of x side by side: four vectors of the widest lanes. */
  private static final int PANEL = Kernels.PANEL;

  /** Outputs of a task: tiles of 6 and 8 rows fill it. */
  private static final int BLOCK = 96;

  /** Panels that take a piece of W one after the other, while it is near. */
  private static final int COMPANY = 4;

  /** Sums of one panel and block. */
  private static final long SUMS = (long) BLOCK * PANEL;

  /** Tasks that each thread should find. */
  private static final int TASKS_A_THREAD = 4;

  /**
   * Outputs of which all inputs are read before the next, where rows are few: W then comes in a few
   * long streams, and all of x stays near.
   */
  private static final int STRIP = 16;

  private final Kernels kernels = Machine.KERNELS;
  private final Parallel parallel;
  private final Parallel.Job turnX = this::turnX;
  private final Parallel.Job manyRows = this::manyRows;
  private final Parallel.Job fewRows = this::fewRows;
  private final Parallel.Job singleRows = this::singleRows;
  private MemorySegment turned = MemorySegment.NULL;
  private MemorySegment x = MemorySegment.NULL;
  private MemorySegment w = MemorySegment.NULL;
  private MemorySegment bias = MemorySegment.NULL;
  private MemorySegment y = MemorySegment.NULL;
  private Activation activation = Activation.NONE;
  private int rows;
  private int inputs;
  private int outputs;
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
    if (rows <= SINGLE) {
      parallel.run(singleRows, pieces(outputs, PANEL));
    } else if (rows < MANY) {
      parallel.run(fewRows, pieces(outputs, PANEL));
    } else {
      makeRoom();
      int blocks = pieces(outputs, BLOCK);
      int wanted = TASKS_A_THREAD * parallel.threads();
      company = Math.clamp(panels() * blocks / wanted, 1, COMPANY);
      parallel.run(turnX, panels() * pieces(inputs, Kernels.CHAIN));
      parallel.run(manyRows, pieces(panels(), company) * blocks);
    }
  }

  private static int pieces(int all, int each) {
    return (all + each - 1) / each;
  }

  private int panels() {
    return pieces(rows, PANEL);
  }

  /** Returns how many columns so many rows take. */
  private static int wide(int count) {
    return pieces(count, Kernels.GRAIN) * Kernels.GRAIN;
  }

  /** Returns how many columns a panel's rows take. */
  private int width(int panel) {
    return wide(Math.min(PANEL, rows - panel * PANEL));
  }

  private void makeRoom() {
    long bytes = (long) panels() * PANEL * inputs * Float.BYTES;
    if (turned.byteSize() < bytes) {
      turned = Arena.ofAuto().allocate(bytes, Tensor.ALIGNMENT);
    }
  }

  /** One chain's inputs of one panel of rows. */
  private void turnX(int task, int worker) {
    int row = task % panels() * PANEL;
    int from = task / panels() * Kernels.CHAIN;
    int count = Math.min(PANEL, rows - row);
    int depth = Math.min(Kernels.CHAIN, inputs - from);
    long xAt = (long) row * inputs + from;
    long at = (long) row * inputs + (long) from * PANEL;
    kernels.transpose(x, xAt, inputs, turned, at, PANEL, count, depth);
  }

  /** A block of outputs for some panels of rows; tasks that follow each other share the panels. */
  private void manyRows(int task, int worker) {
    int blocks = pieces(outputs, BLOCK);
    int panel = task / blocks * company;
    int output = task % blocks * BLOCK;
    int its = Math.min(company, panels() - panel);
    int count = Math.min(BLOCK, outputs - output);
    MemorySegment scratch = parallel.scratch(worker, (its + 1) * SUMS);
    if (inputs == 0) {
      kernels.fill(scratch, 0, its * (int) SUMS, 0);
    }
    int strip = width(panel) == Kernels.GRAIN ? STRIP : BLOCK;
    for (int o = 0; o < count; o += strip) {
      sums(panel, its, output + o, Math.min(strip, count - o), scratch, o);
    }
    for (int n = 0; n < its; n++) {
      finish(panel + n, output, count, scratch, n * SUMS, its * SUMS);
    }
  }

  /** Products of a strip of outputs and panels of rows (panels, count, width), chain by chain. */
  private void sums(int panel, int its, int output, int count, MemorySegment scratch, int o) {
    for (int from = 0; from < inputs; from += Kernels.CHAIN) {
      for (int n = 0; n < its; n++) {
        int width = width(panel + n);
        long sum = n * SUMS + (long) o * width;
        chain(panel + n, width, output, count, from, scratch, from == 0 ? sum : its * SUMS);
        if (from > 0) {
          kernels.add(scratch, sum, scratch, its * SUMS, scratch, sum, count * width);
        }
      }
    }
  }

  private void chain(
      int panel, int width, int output, int count, int from, MemorySegment scratch, long to) {
    int depth = Math.min(Kernels.CHAIN, inputs - from);
    long wAt = (long) output * inputs + from;
    long xAt = (long) panel * PANEL * inputs + (long) from * PANEL;
    kernels.rows(w, wAt, inputs, turned, xAt, PANEL, scratch, to, width, count, width, depth);
  }

  /** Sums of a panel become y. */
  private void finish(
      int panel, int output, int count, MemorySegment scratch, long sum, long spare) {
    int width = width(panel);
    for (int o = 0; o < count; o++) {
      float b = Memory.get(bias, output + o);
      kernels.addEach(scratch, sum + (long) o * width, b, scratch, sum + (long) o * width, width);
    }
    int row = panel * PANEL;
    long yAt = (long) row * outputs + output;
    int filled = Math.min(PANEL, rows - row);
    long at = activated(scratch, sum, spare, count * width);
    kernels.transpose(scratch, at, width, y, yAt, outputs, count, filled);
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

  /** Returns where the values stand after the activation: where they were, or in the spare room. */
  private long activated(MemorySegment scratch, long at, long spare, int n) {
    return switch (activation) {
      case Activation.None none -> at;
      case Gelu kind -> {
        gelu(kind, scratch, at, scratch, spare, n);
        yield spare;
      }
    };
  }

  private void gelu(Gelu kind, MemorySegment from, long at, MemorySegment to, long toAt, int n) {
    switch (kind) {
      case ERF -> kernels.geluErf(from, at, to, toAt, n);
      case TANH -> kernels.geluTanh(from, at, to, toAt, n);
    }
  }
}
