package io.blick.core.weight;

import io.blick.core.kernel.Memory;
import io.blick.core.tensor.DType;
import io.blick.core.tensor.Tensor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Objects;

/**
 * A copy of W in the order in which products read it: panels of 64 outputs, (⌈O / 64⌉, I, 64). What
 * follows the last output is undefined. It is the fastest form of a weight that does not change and
 * is used often.
 */
public final class Packed implements Weight {
  /** Floats of a cache line. */
  private static final int LINE = 16;

  private final Tensor panels;
  private final int outputs;

  private Packed(Tensor panels, int outputs) {
    this.panels = panels;
    this.outputs = outputs;
  }

  /** Returns a packed copy, freed when it is unreachable. */
  public static Packed of(Weight weight) {
    return of(weight, Arena.ofAuto());
  }

  /**
   * Returns a packed copy in memory of an arena: after that is closed the copy throws.
   *
   * @param arena shared between threads
   * @throws IllegalStateException if the memory of the weight was used again or freed
   */
  public static Packed of(Weight weight, Arena arena) {
    Objects.requireNonNull(weight, "weight: W must not be null");
    Objects.requireNonNull(arena, "weight: arena must not be null");
    weight.demandReadable("weight: W");
    int count = Math.ceilDiv(weight.outputs(), PANEL);
    Tensor panels = Tensor.allocate(arena, DType.F32, count, weight.inputs(), PANEL);
    switch (weight) {
      case Dense dense -> transpose(dense, panels);
      case Packed packed -> panels.data().copyFrom(packed.panels.data());
      case Blocked _, PackedBlocks _ -> {
        for (int p = 0; p < count; p++) {
          long at = (long) p * PANEL * weight.inputs();
          weight.panel(p * PANEL, 0, weight.inputs(), panels.data(), at);
        }
      }
    }
    return new Packed(panels, weight.outputs());
  }

  private static void transpose(Dense dense, Tensor panels) {
    int inputs = dense.inputs();
    float[] rows = new float[PANEL * inputs];
    float[] panel = new float[PANEL * inputs];
    for (int output = 0; output < dense.outputs(); output += PANEL) {
      long at = (long) output * inputs;
      int count = Math.min(PANEL, dense.outputs() - output);
      Memory.copy(dense.stored().data(), at, rows, count * inputs);
      transpose(rows, count, inputs, panel);
      Memory.copy(panel, panels.data(), at, panel.length);
    }
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

  @Override
  public int outputs() {
    return outputs;
  }

  @Override
  public int inputs() {
    return panels.size(1);
  }

  /** Returns the panels (⌈O / 64⌉, I, 64), not a copy. */
  @Override
  public Tensor stored() {
    return panels;
  }

  @Override
  public void panel(int output, int from, int depth, MemorySegment to, long at) {
    Piece.columns(this, output, from, depth);
    Memory.copy(panels.data(), place(output, from), to, at, (long) depth * PANEL);
  }

  @Override
  public void row(int output, MemorySegment to, long at) {
    Piece.row(this, output);
    MemorySegment from = panels.data();
    long first = place(output, 0);
    for (int k = 0; k < inputs(); k++) {
      Memory.set(to, at + k, Memory.get(from, first + (long) k * PANEL));
    }
  }

  /** Returns where W[output][input] lies among the panels. */
  private long place(int output, int input) {
    return ((long) (output / PANEL) * inputs() + input) * PANEL + output % PANEL;
  }

  /** Returns a copy of W (O, I), float32. */
  @Override
  public Tensor dense() {
    Tensor all = Tensor.zeros(outputs, inputs());
    float[] panel = new float[PANEL * inputs()];
    float[] rows = new float[PANEL * inputs()];
    for (int output = 0; output < outputs; output += PANEL) {
      long at = (long) output * inputs();
      int count = Math.min(PANEL, outputs - output);
      Memory.copy(panels.data(), at, panel, panel.length);
      for (int o = 0; o < count; o++) {
        for (int k = 0; k < inputs(); k++) {
          rows[o * inputs() + k] = panel[k * PANEL + o];
        }
      }
      Memory.copy(rows, all.data(), at, count * inputs());
    }
    return all;
  }

  @Override
  public void demandReadable(String what) {
    demandOpen(what, this, panels);
  }

  /** Checks that the panels of a packed weight may be read. */
  static void demandOpen(String what, Weight weight, Tensor panels) {
    if (!panels.data().scope().isAlive()) {
      throw new IllegalStateException(
          ("%s must be used while the arena that it was packed in is open; got %s after the arena"
                  + " was closed; pack it again")
              .formatted(what, weight));
    }
    panels.demandReadable(what);
  }

  /** Names type and sizes, not the values: {@code F32(2, 3)}. */
  @Override
  public String toString() {
    return "F32(%d, %d)".formatted(outputs, inputs());
  }
}
