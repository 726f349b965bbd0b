package io.blick.core.tensor;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Cleaner;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Memory that is freed when it is unreachable. A collector does not see how much lies outside its
 * heap, so that is bounded: what comes beyond lies on the heap, where it makes the collector run,
 * which frees what is outside too.
 */
final class OwnMemory {
  private static final Cleaner CLEANER = Cleaner.create();
  private static final int LONGEST_ARRAY = Integer.MAX_VALUE - 8;

  private final long most;
  private final AtomicLong outside = new AtomicLong();

  /**
   * Creates none yet.
   *
   * @param most bytes outside the heap
   */
  OwnMemory(long most) {
    this.most = most;
  }

  MemorySegment allocate(long bytes) {
    if (bytes > LONGEST_ARRAY) {
      return Arena.ofAuto().allocate(bytes, Tensor.ALIGNMENT);
    }
    if (outside.get() + bytes > most) {
      return onHeap(bytes);
    }
    try {
      return counted(Arena.ofAuto().allocate(bytes, Tensor.ALIGNMENT), bytes);
    } catch (OutOfMemoryError e) {
      return onHeap(bytes);
    }
  }

  private static MemorySegment onHeap(long bytes) {
    return MemorySegment.ofArray(new byte[(int) bytes]);
  }

  private MemorySegment counted(MemorySegment memory, long bytes) {
    AtomicLong count = outside;
    count.addAndGet(bytes);
    // As long as a slice is reachable, so is the scope.
    CLEANER.register(memory.scope(), () -> count.addAndGet(-bytes));
    return memory;
  }
}
