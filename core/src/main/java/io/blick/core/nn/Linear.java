package io.blick.core.nn;

import io.blick.core.kernel.Kernels;
import io.blick.core.kernel.Panels;
import io.blick.core.tensor.Axes;
import io.blick.core.tensor.DType;
import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.Tensor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** The parameters of y = x Wᵀ + b, and how they lie in memory. */
public sealed interface Linear {
  /** Returns W (O, I). */
  Tensor weight();

  /** Returns b (O). */
  Tensor bias();

  /** Returns O, the width of what comes out. */
  default int outputs() {
    return AXES.size("O", "bias", bias());
  }

  /**
   * Weights as the checkpoint stores them, for layers that are rarely used or used on few rows: the
   * product packs each part as it goes.
   *
   * @param weight W (O, I)
   * @param bias b (O)
   */
  record Stored(Tensor weight, Tensor bias) implements Linear {
    /** Checks that the sizes agree. */
    public Stored {
      AXES.check(weight, bias);
    }
  }

  /**
   * Weights packed once for fast products, beside the originals, which stay in their file.
   *
   * @param weight W (O, I)
   * @param bias b (O)
   * @param panels W in panels of 64 outputs
   */
  record Packed(Tensor weight, Tensor bias, Tensor panels) implements Linear {}

  /** The axes of both parameters. */
  Axes AXES = Axes.of("linear", "weight: O I", "bias: O");

  /**
   * Packs a layer.
   *
   * @param weight W (O, I), float32
   * @param bias b (O), float32
   * @param arena owns the packed copy
   */
  static Linear packed(Tensor weight, Tensor bias, Arena arena) {
    AXES.check(weight, bias);
    int outputs = AXES.size("O", "weight", weight);
    int inputs = AXES.size("I", "weight", weight);
    int count = Panels.count(outputs, Kernels.COLUMNS);
    Tensor panels = Tensor.allocate(arena, DType.F32, count, inputs, Kernels.COLUMNS);
    MemorySegment from = weight.data();
    MemorySegment to = panels.data();
    try (Parallel parallel = Parallel.ofCores()) {
      parallel.run((panel, _) -> pack(from, outputs, inputs, panel, to, panel), count);
    }
    return new Packed(weight, bias, panels);
  }

  /** Packs outputs 64 · {@code panel} and following to place {@code at}, counted in panels. */
  private static void pack(
      MemorySegment from, int outputs, int inputs, int panel, MemorySegment to, long at) {
    int first = panel * Kernels.COLUMNS;
    Panels.transpose(
        from,
        (long) first * inputs,
        inputs,
        to,
        at * inputs * Kernels.COLUMNS,
        Math.min(Kernels.COLUMNS, outputs - first),
        inputs,
        Kernels.COLUMNS);
  }
}
