package io.blick.core.nn;

import io.blick.core.kernel.Kernels;
import io.blick.core.kernel.Machine;
import io.blick.core.kernel.Memory;
import io.blick.core.kernel.Panels;
import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.Tensor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * y = x Wᵀ + b in tiles of 6 rows and 64 outputs. Each output element is the sum of chains of 128
 * fused multiply-adds over ascending input, added in order, and the bias last (docs/numerics.md). A
 * task is one panel of outputs for one block of rows; the object is kept and used again.
 */
final class LinearProduct {
  // 16 tiles of partial sums (24 KiB) and one chain of a panel (32 KiB) fit the nearest caches.
  private static final int BLOCK_TILES = 16;
  private static final int BLOCK_ROWS = BLOCK_TILES * Kernels.ROWS;

  private final Kernels kernels = Machine.KERNELS;
  private final Parallel parallel;
  private final Parallel.Job packRows = this::packRows;
  private final Parallel.Job product = this::product;
  private MemorySegment x = MemorySegment.NULL;
  private MemorySegment packedX = MemorySegment.NULL;
  private MemorySegment w = MemorySegment.NULL;
  private MemorySegment bias = MemorySegment.NULL;
  private MemorySegment y = MemorySegment.NULL;
  private boolean packed;
  private int rows;
  private int inputs;
  private int outputs;
  private int blocks;

  LinearProduct(Parallel parallel) {
    this.parallel = parallel;
  }

  /** Computes y (rows, O) from x (rows, I). */
  void run(Tensor newX, Linear layer, Tensor newY, int newRows, int newInputs) {
    x = newX.data();
    y = newY.data();
    bias = layer.bias().data();
    rows = newRows;
    inputs = newInputs;
    outputs = layer.outputs();
    blocks = Panels.count(rows, BLOCK_ROWS);
    makeRoom();
    switch (layer) {
      case Linear.Packed given -> {
        packed = true;
        w = given.panels().data();
      }
      case Linear.Stored given -> {
        packed = false;
        w = given.weight().data();
      }
    }
    parallel.run(packRows, Panels.count(rows, Kernels.ROWS));
    parallel.run(product, blocks * Panels.count(outputs, Kernels.COLUMNS));
  }

  private void makeRoom() {
    long bytes = (long) Panels.count(rows, Kernels.ROWS) * Kernels.ROWS * inputs * Float.BYTES;
    if (packedX.byteSize() < bytes) {
      packedX = Arena.ofAuto().allocate(bytes, Tensor.ALIGNMENT);
    }
  }

  private void packRows(int tile, int worker) {
    int first = tile * Kernels.ROWS;
    Panels.transpose(
        x,
        (long) first * inputs,
        inputs,
        packedX,
        (long) first * inputs,
        Math.min(Kernels.ROWS, rows - first),
        inputs,
        Kernels.ROWS);
  }

  private void product(int task, int worker) {
    int panel = task / blocks;
    int firstTile = task % blocks * BLOCK_TILES;
    int tiles = Math.min(BLOCK_TILES, Panels.count(rows, Kernels.ROWS) - firstTile);
    int sums = BLOCK_TILES * Kernels.TILE;
    long panelFloats = (long) inputs * Kernels.COLUMNS;
    MemorySegment scratch =
        parallel.scratch(worker, sums + Kernels.TILE + (packed ? 0 : panelFloats));
    MemorySegment source = w;
    long at = panel * panelFloats;
    if (!packed) {
      packPanel(panel, scratch, (long) sums + Kernels.TILE);
      source = scratch;
      at = (long) sums + Kernels.TILE;
    }
    for (int k = 0; k < inputs; k += Kernels.CHAIN) {
      chain(source, at, k, firstTile, tiles, scratch);
    }
    if (inputs == 0) {
      Memory.fill(scratch, 0, sums, 0);
    }
    finish(panel * Kernels.COLUMNS, firstTile * Kernels.ROWS, tiles * Kernels.ROWS, scratch);
  }

  private void packPanel(int panel, MemorySegment scratch, long at) {
    int first = panel * Kernels.COLUMNS;
    Panels.transpose(
        w,
        (long) first * inputs,
        inputs,
        scratch,
        at,
        Math.min(Kernels.COLUMNS, outputs - first),
        inputs,
        Kernels.COLUMNS);
  }

  /** Adds the chain that begins at input {@code k} to the partial sums of each tile. */
  private void chain(
      MemorySegment source, long at, int k, int firstTile, int tiles, MemorySegment sums) {
    int depth = Math.min(Kernels.CHAIN, inputs - k);
    long wAt = at + (long) k * Kernels.COLUMNS;
    long part = (long) BLOCK_TILES * Kernels.TILE;
    for (int i = 0; i < tiles; i++) {
      long xAt = ((long) (firstTile + i) * inputs + k) * Kernels.ROWS;
      long sum = i * (long) Kernels.TILE;
      if (k == 0) {
        kernels.tile(packedX, xAt, source, wAt, sums, sum, depth);
      } else {
        kernels.tile(packedX, xAt, source, wAt, sums, part, depth);
        kernels.add(sums, sum, sums, part, sums, sum, Kernels.TILE);
      }
    }
  }

  private void finish(int column, int row, int count, MemorySegment sums) {
    int columns = Math.min(Kernels.COLUMNS, outputs - column);
    for (int r = 0; r < Math.min(count, rows - row); r++) {
      long yAt = (long) (row + r) * outputs + column;
      kernels.add(sums, r * (long) Kernels.COLUMNS, bias, column, y, yAt, columns);
    }
  }
}
