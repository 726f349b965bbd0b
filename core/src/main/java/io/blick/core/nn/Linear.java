package io.blick.core.nn;

import io.blick.core.kernel.Memory;
import io.blick.core.kernel.ProductKernels;
import io.blick.core.tensor.Axes;
import io.blick.core.tensor.DType;
import io.blick.core.tensor.Tensor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * The parameters of y = x Wᵀ + b.
 *
 * <p>A layer reads W and b in place, so later changes of them count. A layer that does not change
 * and is used often should be {@link #packed}, which is faster. Both give the same bits.
 */
public final class Linear {
  private static final Axes AXES = Axes.of("linear", "weight: O I", "bias: O");
  private static final int PANEL = ProductKernels.PANEL;

  /** Floats of a cache line. */
  private static final int LINE = 16;

  private final Tensor weight;
  private final Tensor bias;
  private final MemorySegment panels;

  /**
   * Creates a layer that reads its parameters in place.
   *
   * @param weight W (O, I), float32
   * @param bias b (O), float32
   * @throws io.blick.core.tensor.ShapeException if the sizes do not agree
   */
  public Linear(Tensor weight, Tensor bias) {
    this(weight, bias, MemorySegment.NULL);
  }

  private Linear(Tensor weight, Tensor bias, MemorySegment panels) {
    Shapes.present("linear: weight", weight);
    Shapes.present("linear: bias", bias);
    AXES.check(weight, bias);
    this.weight = weight;
    this.bias = bias;
    this.panels = panels;
  }

  /** Returns W (O, I). */
  public Tensor weight() {
    return weight;
  }

  /** Returns b (O). */
  public Tensor bias() {
    return bias;
  }

  /** Returns O, the width of the result. */
  public int outputs() {
    return AXES.size("O", "bias", bias);
  }

  /**
   * Returns the same layer with copies of W and b, W in the order in which products read it. Later
   * changes of {@link #weight} have no influence on it. The copies are freed when they are
   * unreachable.
   *
   * @throws IllegalArgumentException if W or b is not float32
   */
  public Linear packed() {
    return packed(Arena.ofAuto());
  }

  /**
   * Does the same in memory of an arena: after that is closed the layer throws.
   *
   * @param arena shared between threads
   * @throws IllegalArgumentException if W or b is not float32
   */
  public Linear packed(Arena arena) {
    Shapes.present("linear: arena", arena);
    weight.demandReadable("linear: weight");
    bias.demandReadable("linear: bias");
    weight.demand(DType.F32, "linear: weight");
    bias.demand(DType.F32, "linear: bias");
    int inputs = AXES.size("I", "weight", weight);
    int panels = (outputs() + PANEL - 1) / PANEL;
    long bytes = (long) panels * PANEL * inputs * Float.BYTES;
    MemorySegment packed = arena.allocate(Math.max(1, bytes), Tensor.ALIGNMENT);
    float[] rows = new float[PANEL * inputs];
    float[] panel = new float[PANEL * inputs];
    for (int output = 0; output < outputs(); output += PANEL) {
      long at = (long) output * inputs;
      int count = Math.min(PANEL, outputs() - output);
      Memory.copy(weight.data(), at, rows, count * inputs);
      transpose(rows, count, inputs, panel);
      Memory.copy(panel, packed, at, panel.length);
    }
    return new Linear(weight, bias.copy(), packed);
  }

  /**
   * Transposes a panel in scalar code, which is compiled sooner than vector code: a model packs
   * once, when it is opened.
   */
  private static void transpose(float[] rows, int count, int inputs, float[] panel) {
    for (int from = 0; from < inputs; from += LINE) {
      int end = Math.min(inputs, from + LINE);
      for (int o = 0; o < count; o++) {
        for (int k = from; k < end; k++) {
          panel[k * PANEL + o] = rows[o * inputs + k];
        }
      }
    }
  }

  /** Checks that the arena of a packed W is open. */
  void demandOpen() {
    if (!panels.scope().isAlive()) {
      throw new IllegalStateException("linear: a packed layer must be used while its arena is open;"
          + " got W " + weight + " after the arena was closed; pack it again");
    }
  }

  /** Whether W is packed. */
  boolean isPacked() {
    return panels.byteSize() > 0;
  }

  /**
   * Returns W in panels of 64 outputs, (⌈O / 64⌉, I, 64); what follows the last output is
   * undefined.
   */
  MemorySegment panels() {
    return panels;
  }
}
