package io.blick.hub.convert;

import io.blick.core.tensor.DType;
import io.blick.core.tensor.Tensor;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
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
 * Tensors with every linear layer's matrix turned to (out, in). The turned ones lie in a mapped
 * file of scratch, so that no more memory is held than the system likes to lend.
 */
final class Turned {
  private Turned() {}

  /**
   * Returns the tensors in the same order, those of linear layers turned, on all cores.
   *
   * @param tensors by name in the folder; matrices of linear layers are (in, out), float32
   * @param scratch file to make
   * @param arena owns the mapping
   */
  static Map<String, Tensor> of(Map<String, Tensor> tensors, Path scratch, Arena arena, Meter meter)
      throws IOException {
    long bytes = tensors.entrySet().stream()
        .filter(entry -> BertNames.linear(entry.getKey()))
        .mapToLong(entry -> entry.getValue().data().byteSize())
        .sum();
    MemorySegment room = map(scratch, bytes, arena);
    LongConsumer turned = meter.turning(bytes);
    Map<String, Tensor> result = new LinkedHashMap<>();
    List<Runnable> turns = new ArrayList<>();
    long at = 0;
    for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
      Tensor from = entry.getValue();
      if (!BertNames.linear(entry.getKey())) {
        result.put(entry.getKey(), from);
        continue;
      }
      long size = from.data().byteSize();
      Tensor to = Tensor.over(room.asSlice(at, size), DType.F32, from.size(1), from.size(0));
      at += size;
      result.put(entry.getKey(), to);
      turns.add(() -> {
        Turn.turn(from.data(), to.data(), from.size(0), from.size(1));
        turned.accept(size);
      });
    }
    write(turns, scratch);
    return result;
  }

  /** To a mapped file a full disk is no exception but a fault of memory. */
  private static void write(List<Runnable> turns, Path scratch) throws IOException {
    try {
      Cores.run(turns);
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
}
