package io.blick.core.tensor;

import io.blick.core.kernel.OneCaller;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A stack allocator for results: tensors are taken one after the other, and freed together, down to
 * a mark; their memory is used again. A tensor that was freed throws when it is read. The same
 * requests in the same order lie in the same memory, so a repeated pass allocates none for numbers,
 * only objects of about 150 bytes a tensor.
 *
 * <p>Memory grows as needed, from 1 MiB on, and is kept until {@link #close}: a workspace is as
 * large as its largest pass was. What is taken outside of any mark and never released lies in the
 * workspace up to {@link #MOST_OUTSIDE}; further tensors have memory of their own, which is freed
 * when they are unreachable, and lies on the heap when there is as much of it outside. That is
 * slower, but does not grow.
 *
 * <p>It serves one thread at a time and throws when a second one calls. Its tensors may be read by
 * any thread.
 */
public final class Workspace implements AutoCloseable {
  /** The state of an empty workspace, which can be released any number of times. */
  public static final Mark START = new Mark(null, new Lifetime(null), null, 0, 0, 0);

  /** Most bytes that are taken outside of any mark before tensors get memory of their own. */
  public static final long MOST_OUTSIDE = 256L << 20;

  // More than any machine has; what is larger would overflow the counts.
  private static final long MOST_BYTES = 1L << 46;
  private static final long FIRST_CHUNK = 1L << 20;
  private static final int DOUBLINGS = 4;
  private static final Lifetime.End FREED = new Lifetime.End(
      "before its memory is used again",
      "the reset, or the end of the scope, that freed it",
      "keep a copy()");
  private static final Lifetime.End CLOSED = new Lifetime.End(
      "before its memory is freed", "its ops or workspace were closed", "keep a copy()");

  private final OneCaller caller = new OneCaller("workspace", "make a workspace for each caller");
  private final Arena arena = Arena.ofShared();
  private final List<MemorySegment> chunks = new ArrayList<>();
  private final OwnMemory own = new OwnMemory(MOST_OUTSIDE);
  // Of what is taken outside of any mark, and of what is taken now.
  private Lifetime outside = new Lifetime(null);
  private Lifetime now = outside;
  private @Nullable Mark top;
  private int chunk;
  // Bytes of the chunks before this one, and of it.
  private long full;
  private long used;

  /** A state of a workspace, to return to once. */
  public static final class Mark {
    private final @Nullable Mark outer;
    private final Lifetime since;
    private final @Nullable Lifetime before;
    private final int chunk;
    private final long full;
    private final long used;

    private Mark(
        @Nullable Mark outer,
        Lifetime since,
        @Nullable Lifetime before,
        int chunk,
        long full,
        long used) {
      this.outer = outer;
      this.since = since;
      this.before = before;
      this.chunk = chunk;
      this.full = full;
      this.used = used;
    }
  }

  /** Creates an empty workspace; it grows as needed. */
  public Workspace() {}

  /** Returns the current state, for {@link #release}. */
  public Mark mark() {
    try (OneCaller.Call _ = begin()) {
      Mark mark = state();
      top = mark;
      now = mark.since;
      return mark;
    }
  }

  private Mark state() {
    return new Mark(top, new Lifetime(now), now, chunk, full, used);
  }

  /**
   * Frees all tensors that were taken since {@code mark}, and forgets it and the marks since.
   *
   * @throws IllegalStateException if the mark was released already, or one before it, or is of
   *     another workspace
   */
  public void release(Mark mark) {
    try (OneCaller.Call _ = begin()) {
      if (mark == START) {
        outside.end(FREED);
        outside = new Lifetime(null);
        now = outside;
        top = null;
        chunk = 0;
        full = 0;
        used = 0;
      } else {
        demandOpen(mark);
        restore(mark);
      }
    }
  }

  private void demandOpen(Mark mark) {
    Mark each = top;
    while (each != null && each != mark) {
      each = each.outer;
    }
    if (each == null) {
      throw new IllegalStateException("workspace: a mark must be released once, and before those"
          + " that were made earlier; got one that is not open; make another one");
    }
  }

  private void restore(Mark mark) {
    mark.since.end(FREED);
    now = Objects.requireNonNull(mark.before);
    top = mark.outer;
    chunk = mark.chunk;
    full = mark.full;
    used = mark.used;
  }

  /**
   * Frees all tensors that were taken since {@code mark} but one, and returns that one, moved down.
   */
  public Tensor releaseBut(Mark mark, Tensor kept) {
    // Nobody may take what is freed before it is copied.
    try (OneCaller.Call _ = caller.hold()) {
      kept.demandReadable("workspace: kept");
      MemorySegment from = kept.data();
      Lifetime since = mark == START ? outside : mark.since;
      release(mark);
      Tensor moved = take(kept.type(), kept.sizes());
      MemorySegment.copy(from, 0, moved.data(), 0, from.byteSize());
      if (kept.lifetime() != null && !kept.lifetime().isWithin(since)) {
        kept.demandReadable("workspace: kept");
      }
      return moved;
    }
  }

  /** Returns what {@code body} takes; if it throws, frees all that it took. */
  public Tensor tentatively(Supplier<Tensor> body) {
    try (OneCaller.Call _ = caller.hold()) {
      Mark start = state();
      now = start.since;
      boolean done = false;
      try {
        Tensor tensor = body.get();
        done = true;
        return tensor;
      } finally {
        if (!done && now.isWithin(start.since)) {
          restore(start);
        } else if (now == start.since) {
          now = Objects.requireNonNull(start.before);
        }
      }
    }
  }

  /** Takes a float32 tensor; its elements are undefined. */
  public Tensor take(int... sizes) {
    return take(DType.F32, sizes.clone());
  }

  /** Takes a float32 tensor of the same sizes as {@code x}. */
  public Tensor like(Tensor x) {
    return take(DType.F32, x.sizes());
  }

  /** Takes a float32 tensor of the same sizes as {@code x} but another last axis. */
  public Tensor likeBut(Tensor x, int last) {
    int[] sizes = x.rank() == 0 ? new int[1] : x.sizes();
    sizes[sizes.length - 1] = last;
    return take(DType.F32, sizes);
  }

  /** Takes a float32 tensor of the sizes of {@code x} and one more axis behind. */
  public Tensor rowsOf(Tensor x, int last) {
    int[] sizes = Arrays.copyOf(x.sizes(), x.rank() + 1);
    sizes[x.rank()] = last;
    return take(DType.F32, sizes);
  }

  private Tensor take(DType type, int[] sizes) {
    try (OneCaller.Call _ = begin()) {
      long bytes = Tensor.count(type, sizes) * type.bytes();
      return Tensor.placed(memory(bytes), type, sizes, now);
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

  private MemorySegment memory(long bytes) {
    if (bytes > MOST_BYTES) {
      throw new ShapeException(
          "workspace: a tensor must have at most %d bytes; got %d".formatted(MOST_BYTES, bytes));
    }
    long rounded = Math.ceilDiv(bytes, Tensor.ALIGNMENT) * Tensor.ALIGNMENT;
    if (top == null && full + used + rounded > MOST_OUTSIDE) {
      return own.allocate(bytes);
    }
    while (chunk < chunks.size() && used + rounded > chunks.get(chunk).byteSize()) {
      full += chunks.get(chunk).byteSize();
      chunk++;
      used = 0;
    }
    if (chunk == chunks.size()) {
      chunks.add(arena.allocate(Math.max(nextChunk(), powerOfTwo(rounded)), Tensor.ALIGNMENT));
    }
    long at = used;
    used += rounded;
    return chunks.get(chunk).asSlice(at, bytes);
  }

  /** Returns 1, 2, 4, 8, and from then on 16 MiB: memory that is little used costs little. */
  private long nextChunk() {
    return FIRST_CHUNK << Math.min(chunks.size(), DOUBLINGS);
  }

  /**
   * Returns a power of two that is not smaller: passes that grow a little each time do not get a
   * chunk each.
   */
  private static long powerOfTwo(long bytes) {
    long below = Long.highestOneBit(Math.max(1, bytes));
    return below == bytes ? bytes : 2 * below;
  }

  private void closeArena() {
    try {
      arena.close();
    } catch (IllegalStateException e) {
      throw new IllegalStateException(
          "workspace: its memory must not be in use when it is closed; got a buffer over it that is"
              + " read or written now; wait for that, and close it again",
          e);
    }
  }

  /** Frees the memory, and with it every tensor that was taken. A second call does nothing. */
  @Override
  public void close() {
    try (OneCaller.Call _ = caller.enter()) {
      if (arena.scope().isAlive()) {
        outside.end(CLOSED);
        closeArena();
      }
    }
  }
}
