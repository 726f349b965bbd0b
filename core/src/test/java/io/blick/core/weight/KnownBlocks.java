package io.blick.core.weight;

import io.blick.core.tensor.DType;
import io.blick.core.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.util.Objects;
import java.util.SplittableRandom;

/** Three rows of blocks of each format, and the floats that ggml reads in them. */
public final class KnownBlocks {
  static final int ROWS = 3;

  private KnownBlocks() {}

  static Blocked weight(BlockFormat format) {
    byte[] bytes = read(format + ".blocks");
    int inputs = bytes.length / ROWS / format.bytes() * format.numbers();
    return Blocked.over(own(bytes), format, ROWS, inputs);
  }

  static Tensor floats(BlockFormat format) {
    byte[] bytes = read(format + ".floats");
    int inputs = bytes.length / ROWS / Float.BYTES;
    return Tensor.over(own(bytes), DType.F32, ROWS, inputs);
  }

  /** Returns a weight of any size, whose blocks are drawn from the known ones. */
  public static Blocked drawn(BlockFormat format, int outputs, int inputs, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    byte[] known = read(format + ".blocks");
    int size = format.bytes();
    byte[] bytes = new byte[outputs * (inputs / format.numbers()) * size];
    for (int at = 0; at < bytes.length; at += size) {
      int from = random.nextInt(known.length / size) * size;
      System.arraycopy(known, from, bytes, at, size);
    }
    return Blocked.over(own(bytes), format, outputs, inputs);
  }

  private static MemorySegment own(byte[] bytes) {
    Tensor own = Tensor.zeros(DType.U8, bytes.length);
    return own.data().copyFrom(MemorySegment.ofArray(bytes));
  }

  private static byte[] read(String name) {
    try (InputStream in = KnownBlocks.class.getResourceAsStream("/blocks/" + name)) {
      return Objects.requireNonNull(in).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
