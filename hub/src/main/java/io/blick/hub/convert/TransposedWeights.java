package io.blick.hub.convert;

import io.blick.core.tensor.DType;
import io.blick.core.tensor.Tensor;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/**
 * Tensors in which the matrices of linear layers are transposed to (out, in). The transposed ones
 * are in a mapped scratch file, so that the system can write them out when memory is short.
 */
final class TransposedWeights {
  // Elements are only moved, so their byte order does not matter.
  private static final ValueLayout.OfInt BITS = ValueLayout.JAVA_INT_UNALIGNED;

  // 32 × 32 elements of each side fit L1 together.
  private static final int TILE = 32;

  private TransposedWeights() {}

  /**
   * Returns the tensors in the same order, with those of linear layers transposed, on all cores.
   *
   * @param tensors by name in the folder; matrices of linear layers are (in, out), float32
   * @param scratch the file to make
   * @param arena owns the mapping
   */
  static Map<String, Tensor> of(
      Map<String, Tensor> tensors, Path scratch, Arena arena, ConversionListener listener)
      throws IOException {
    long bytes = tensors.entrySet().stream()
        .filter(entry -> BertNames.isLinear(entry.getKey()))
        .mapToLong(entry -> entry.getValue().data().byteSize())
        .sum();
    MemorySegment mapped = map(scratch, bytes, arena);
    LongConsumer done = listener.transposing(bytes);
    Map<String, Tensor> result = new LinkedHashMap<>();
    List<Runnable> transpositions = new ArrayList<>();
    long at = 0;
    for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
      Tensor from = entry.getValue();
      if (!BertNames.isLinear(entry.getKey())) {
        result.put(entry.getKey(), from);
        continue;
      }
      long size = from.data().byteSize();
      Tensor to = Tensor.over(mapped.asSlice(at, size), DType.F32, from.size(1), from.size(0));
      at += size;
      result.put(entry.getKey(), to);
      transpositions.add(() -> {
        transpose(from.data(), to.data(), from.size(0), from.size(1));
        done.accept(size);
      });
    }
    write(transpositions, scratch);
    return result;
  }

  /** Runs the transpositions. On a full disk, writing to a mapped file throws an InternalError. */
  private static void write(List<Runnable> transpositions, Path scratch) throws IOException {
    try {
      Cores.run(transpositions);
    } catch (InternalError fault) {
      FileSystemException full = new FileSystemException(
          scratch.toString(), null, "its pages cannot be written; the disk is full or failing");
      full.initCause(fault);
      throw full;
    }
  }

  private static MemorySegment map(Path scratch, long bytes, Arena arena) throws IOException {
    try (FileChannel channel = FileChannel.open(
        scratch,
        StandardOpenOption.CREATE_NEW,
        StandardOpenOption.READ,
        StandardOpenOption.WRITE)) {
      return channel.map(MapMode.READ_WRITE, 0, bytes, arena);
    }
  }

  /**
   * Sets to[c, r] = from[r, c].
   *
   * @param from (rows, columns)
   * @param to (columns, rows)
   */
  private static void transpose(MemorySegment from, MemorySegment to, int rows, int columns) {
    for (int r = 0; r < rows; r += TILE) {
      for (int c = 0; c < columns; c += TILE) {
        tile(from, to, rows, columns, r, c);
      }
    }
  }

  private static void tile(
      MemorySegment from, MemorySegment to, int rows, int columns, int rowAt, int columnAt) {
    int endRow = Math.min(rows, rowAt + TILE);
    int endColumn = Math.min(columns, columnAt + TILE);
    for (int c = columnAt; c < endColumn; c++) {
      for (int r = rowAt; r < endRow; r++) {
        int bits = from.get(BITS, ((long) r * columns + c) * 4);
        to.set(BITS, ((long) c * rows + r) * 4, bits);
      }
    }
  }
}
