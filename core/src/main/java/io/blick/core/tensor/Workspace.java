package io.blick.core.tensor;

import io.blick.core.kernel.OneCaller;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stack allocator for results: tensors are taken one after the other, and freed together, down to
 * a mark. The same requests in the same order return the same objects, so a repeated pass allocates
 * nothing. It serves one thread at a time and throws when a second one calls.
 */
public final class Workspace implements AutoCloseable {
  /** The state of an empty workspace. */
  public static final Mark START = new Mark(0, 0, 0);

  private static final long CHUNK_BYTES = 16L << 20;
  // Texts of different lengths request different sizes as the n-th tensor.
  private static final int REMEMBERED = 64;

  private final OneCaller caller = new OneCaller("workspace", "make a workspace for each caller");
  private final Arena arena = Arena.ofShared();
  private final List<MemorySegment> chunks = new ArrayList<>();
  // The tensors that were the n-th to be taken, now or in an earlier pass.
  private final List<List<Tensor>> known = new ArrayList<>();
  private int taken;
  private int chunk;
  private long used;

  /** A state of a workspace, to return to. */
  public record Mark(int taken, int chunk, long used) {}

  /** Creates an empty workspace; it grows as needed. */
  public Workspace() {}

  /** Returns the current state, for {@link #release}. */
  public Mark mark() {
    try (OneCaller.Call _ = begin()) {
      return new Mark(taken, chunk, used);
    }
  }

  /** Frees all tensors that were taken since {@code mark}. */
  public void release(Mark mark) {
    try (OneCaller.Call _ = begin()) {
      taken = mark.taken;
      chunk = mark.chunk;
      used = mark.used;
    }
  }

  /**
   * Frees all tensors that were taken since {@code mark} but one, and returns that one, moved down.
   */
  public Tensor releaseBut(Mark mark, Tensor kept) {
    release(mark);
    Tensor moved = like(kept, kept.type());
    MemorySegment.copy(kept.data(), 0, moved.data(), 0, kept.data().byteSize());
    return moved;
  }

  /** Takes a float32 tensor with one axis; its elements are undefined. */
  public Tensor take(int a) {
    return take(DType.F32, 1, a, 1, 1, 1);
  }

  /** Takes a float32 tensor with two axes; its elements are undefined. */
  public Tensor take(int a, int b) {
    return take(DType.F32, 2, a, b, 1, 1);
  }

  /** Takes a float32 tensor with three axes; its elements are undefined. */
  public Tensor take(int a, int b, int c) {
    return take(DType.F32, 3, a, b, c, 1);
  }

  /** Takes a float32 tensor with four axes; its elements are undefined. */
  public Tensor take(int a, int b, int c, int d) {
    return take(DType.F32, 4, a, b, c, d);
  }

  /** Takes a float32 tensor of the same sizes as {@code x}. */
  public Tensor like(Tensor x) {
    return like(x, DType.F32);
  }

  private Tensor like(Tensor x, DType type) {
    return x.rank() == 0 ? take(type, 0, 1, 1, 1, 1) : likeBut(x, x.size(x.rank() - 1), type);
  }

  /** Takes a float32 tensor of the same sizes as {@code x} but another last axis. */
  public Tensor likeBut(Tensor x, int last) {
    return likeBut(x, last, DType.F32);
  }

  private Tensor likeBut(Tensor x, int last, DType type) {
    return switch (x.rank()) {
      case 0, 1 -> take(type, 1, last, 1, 1, 1);
      case 2 -> take(type, 2, x.size(0), last, 1, 1);
      case 3 -> take(type, 3, x.size(0), x.size(1), last, 1);
      case 4 -> take(type, 4, x.size(0), x.size(1), x.size(2), last);
      default -> throw new ShapeException("workspace: tensors have at most 4 axes; got " + x);
    };
  }

  /** Takes a float32 tensor of the sizes of {@code x} and one more axis behind. */
  public Tensor rowsOf(Tensor x, int last) {
    return switch (x.rank()) {
      case 0 -> take(last);
      case 1 -> take(x.size(0), last);
      case 2 -> take(x.size(0), x.size(1), last);
      case 3 -> take(x.size(0), x.size(1), x.size(2), last);
      default -> throw new ShapeException("workspace: tensors have at most 4 axes; got " + x);
    };
  }

  /** Returns the memory of {@code x} viewed with two axes, of the same type. */
  public Tensor view(Tensor x, int a, int b) {
    return remember(x, 2, a, b, 1, 1);
  }

  /** Returns the memory of {@code x} viewed with three axes, of the same type. */
  public Tensor view(Tensor x, int a, int b, int c) {
    return remember(x, 3, a, b, c, 1);
  }

  /** Returns the memory of {@code x} viewed with four axes, of the same type. */
  public Tensor view(Tensor x, int a, int b, int c, int d) {
    return remember(x, 4, a, b, c, d);
  }

  /**
   * Returns {@code count} parts of the outermost axis of {@code x} (…, …, …) from {@code from} on,
   * viewed with an axis of size 1 before it: a batch of one entry.
   */
  public Tensor entry(Tensor x, int from, int count) {
    long one = x.size(0) == 0 ? 0 : x.data().byteSize() / x.size(0);
    try (OneCaller.Call _ = begin()) {
      int b = x.size(1);
      int c = x.size(2);
      Tensor again = find(x.data(), from * one, x.type(), 4, 1, count, b, c);
      return again != null
          ? again
          : add(x.data().asSlice(from * one, count * one), x.type(), 4, 1, count, b, c);
    }
  }

  private Tensor take(DType type, int rank, int a, int b, int c, int d) {
    try (OneCaller.Call _ = begin()) {
      return next(type, rank, a, b, c, d);
    }
  }

  /** Begins a call; throws if another one runs, or after {@link #close}. */
  private OneCaller.Call begin() {
    OneCaller.Call call = caller.enter();
    if (!arena.scope().isAlive()) {
      call.close();
      throw new IllegalStateException(
          "workspace: it must be open; got a call after close(); make another one");
    }
    return call;
  }

  private Tensor next(DType type, int rank, int a, int b, int c, int d) {
    if ((a | b | c | d) < 0) {
      throw new ShapeException(
          "workspace: sizes must not be negative; got %d, %d, %d, %d".formatted(a, b, c, d));
    }
    long bytes = (long) a * b * c * d * type.bytes();
    long rounded = (bytes + Tensor.ALIGNMENT - 1) / Tensor.ALIGNMENT * Tensor.ALIGNMENT;
    while (chunk < chunks.size() && used + rounded > chunks.get(chunk).byteSize()) {
      chunk++;
      used = 0;
    }
    if (chunk == chunks.size()) {
      chunks.add(arena.allocate(Math.max(CHUNK_BYTES, rounded), Tensor.ALIGNMENT));
    }
    long at = used;
    used += rounded;
    MemorySegment memory = chunks.get(chunk);
    Tensor again = find(memory, at, type, rank, a, b, c, d);
    return again != null ? again : add(memory.asSlice(at, bytes), type, rank, a, b, c, d);
  }

  private Tensor remember(Tensor x, int rank, int a, int b, int c, int d) {
    try (OneCaller.Call _ = begin()) {
      Tensor again = find(x.data(), 0, x.type(), rank, a, b, c, d);
      return again != null ? again : add(x.data(), x.type(), rank, a, b, c, d);
    }
  }

  private @Nullable Tensor find(
      MemorySegment memory, long at, DType type, int rank, int a, int b, int c, int d) {
    if (taken == known.size()) {
      known.add(new ArrayList<>());
    }
    List<Tensor> candidates = known.get(taken);
    for (int i = 0; i < candidates.size(); i++) {
      Tensor tensor = candidates.get(i);
      if (tensor.type() == type
          && beginsAt(tensor.data(), memory, at)
          && fits(tensor, rank, a, b, c, d)) {
        taken++;
        return tensor;
      }
    }
    return null;
  }

  private Tensor add(MemorySegment data, DType type, int rank, int a, int b, int c, int d) {
    Tensor tensor = switch (rank) {
      case 0 -> Tensor.over(data, type);
      case 1 -> Tensor.over(data, type, a);
      case 2 -> Tensor.over(data, type, a, b);
      case 3 -> Tensor.over(data, type, a, b, c);
      default -> Tensor.over(data, type, a, b, c, d);
    };
    List<Tensor> candidates = known.get(taken);
    if (candidates.size() == REMEMBERED) {
      candidates.removeFirst();
    }
    candidates.add(tensor);
    taken++;
    return tensor;
  }

  /** Whether {@code data} begins {@code at} bytes into {@code memory} and is not freed. */
  private static boolean beginsAt(MemorySegment data, MemorySegment memory, long at) {
    // Every array on the heap has the address 0.
    boolean same = memory.isNative()
        ? data.isNative() && data.address() == memory.address() + at
        : data.equals(memory);
    return same && data.scope().isAlive();
  }

  private static boolean fits(Tensor tensor, int rank, int a, int b, int c, int d) {
    return tensor.rank() == rank
        && (rank < 1 || tensor.size(0) == a)
        && (rank < 2 || tensor.size(1) == b)
        && (rank < 3 || tensor.size(2) == c)
        && (rank < 4 || tensor.size(3) == d);
  }

  /** Frees the memory, and with it every tensor that was taken. A second call does nothing. */
  @Override
  public void close() {
    try (OneCaller.Call _ = caller.enter()) {
      if (arena.scope().isAlive()) {
        arena.close();
      }
    }
  }
}
