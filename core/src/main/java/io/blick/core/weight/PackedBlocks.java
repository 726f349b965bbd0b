package io.blick.core.weight;

import io.blick.core.kernel.BlockKernels;
import io.blick.core.kernel.Machine;
import io.blick.core.kernel.Memory;
import io.blick.core.tensor.DType;
import io.blick.core.tensor.Tensor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Objects;

/**
 * A copy of W in the order in which products read it, whose numbers are still those of blocks:
 * panels of 64 outputs, in at most three hundredths more memory than the blocks. It is the fastest
 * form of a quantised weight for few rows, and for many it is as fast as {@link Packed}.
 */
public final class PackedBlocks implements Weight {
  /** Floats of scratch memory that a product needs. */
  public static final int SCRATCH = BlockKernels.SCRATCH;

  private static final BlockKernels BLOCKS = Machine.KERNELS.blocks();

  private final BlockFormat format;
  private final Tensor panels;
  private final int outputs;
  private final int inputs;

  private PackedBlocks(BlockFormat format, Tensor panels, int outputs, int inputs) {
    this.format = format;
    this.panels = panels;
    this.outputs = outputs;
    this.inputs = inputs;
  }

  /** Returns a packed copy, freed when it is unreachable. */
  public static PackedBlocks of(Blocked weight) {
    return of(weight, Arena.ofAuto());
  }

  /**
   * Returns a packed copy in memory of an arena: after that is closed the copy throws.
   *
   * @param arena shared between threads
   * @throws IllegalStateException if the memory of the weight was used again or freed
   */
  public static PackedBlocks of(Blocked weight, Arena arena) {
    Objects.requireNonNull(weight, "weight: W must not be null");
    Objects.requireNonNull(arena, "weight: arena must not be null");
    weight.demandReadable("weight: W");
    long bytes = weight.format().panels().bytes(weight.inputs());
    int count = Math.ceilDiv(weight.outputs(), PANEL);
    int ofOutput = Math.toIntExact(bytes / PANEL);
    Tensor panels = Tensor.allocate(arena, DType.U8, count, PANEL, ofOutput);
    PanelWriter writer = new PanelWriter(weight);
    for (int p = 0; p < count; p++) {
      writer.write(p * PANEL, panels.data(), p * bytes);
    }
    return new PackedBlocks(weight.format(), panels, weight.outputs(), weight.inputs());
  }

  /** Returns a copy in memory of another arena. */
  static PackedBlocks of(PackedBlocks weight, Arena arena) {
    Objects.requireNonNull(arena, "weight: arena must not be null");
    weight.demandReadable("weight: W");
    Tensor panels = Tensor.allocate(arena, DType.U8, weight.panels.sizes());
    panels.data().copyFrom(weight.panels.data());
    return new PackedBlocks(weight.format, panels, weight.outputs, weight.inputs);
  }

  /** Returns the format of the blocks. */
  public BlockFormat format() {
    return format;
  }

  @Override
  public int outputs() {
    return outputs;
  }

  @Override
  public int inputs() {
    return inputs;
  }

  /** Returns the panels (⌈O / 64⌉, 64, bytes of an output), not a copy. */
  @Override
  public Tensor stored() {
    return panels;
  }

  @Override
  public void panel(int output, int from, int depth, MemorySegment to, long at) {
    Piece.columns(this, output, from, depth);
    kernels(to).write(format.panels(), panels.data(), place(output, from), to, at, depth);
  }

  /**
   * y = W x for a panel: y[j] is the sum for output 64 · {@code panel} + j, in chains of 256 fused
   * multiply-adds over ascending input, which are added in order.
   *
   * @param x memory that was allocated off the heap, as that of W, y and the scratch memory
   * @param xAt offset of I floats
   * @param y memory for the sums
   * @param yAt offset of 64 floats
   * @param scratch memory that is overwritten
   * @param scratchAt offset of {@link #SCRATCH} floats
   * @throws IndexOutOfBoundsException if W has no such panel
   */
  public void product(
      int panel,
      MemorySegment x,
      long xAt,
      MemorySegment y,
      long yAt,
      MemorySegment scratch,
      long scratchAt) {
    Piece.index("panel", panel, panels.size(0), this);
    long at = place(panel * PANEL, 0);
    BLOCKS.product(format.panels(), panels.data(), at, x, xAt, y, yAt, scratch, scratchAt, inputs);
  }

  /** Vectors take memory that was allocated off the heap. */
  private BlockKernels kernels(MemorySegment to) {
    return Memory.allocated(panels.data(), to) ? BLOCKS : Machine.FOR_ANY_MEMORY.blocks();
  }

  @Override
  public void row(int output, MemorySegment to, long at) {
    Piece.row(this, output);
    MemorySegment from = panels.data();
    long first = place(output, 0);
    for (int k = 0; k < inputs; k++) {
      Memory.set(to, at + k, BLOCKS.number(format.panels(), from, first, k, output % PANEL));
    }
  }

  /** Returns where W[output − output mod 64][input] begins among the panels. */
  private long place(int output, int input) {
    return output / PANEL * format.panels().bytes(inputs) + format.panels().bytes(input);
  }

  @Override
  public void demandReadable(String what) {
    Packed.demandOpen(what, this, panels);
  }

  /** Names format and sizes, not the values: {@code Q4_1(2, 32)}. */
  @Override
  public String toString() {
    return "%s(%d, %d)".formatted(format, outputs, inputs);
  }
}
