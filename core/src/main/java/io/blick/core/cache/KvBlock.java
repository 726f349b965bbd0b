package io.blick.core.cache;

import io.blick.core.kernel.Memory;
import io.blick.core.tensor.Tensor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The memory of a block, and how many layers of caches have it. What is shared is only read: who
 * wants to write leaves it with a copy. It is freed when nobody can reach it.
 *
 * @param memory of keys and values
 * @param owners how many have it
 */
record KvBlock(MemorySegment memory, AtomicInteger owners) {

  static KvBlock empty(CacheSizes sizes) {
    MemorySegment memory = Arena.ofAuto().allocate(sizes.floats() * Float.BYTES, Tensor.ALIGNMENT);
    return new KvBlock(memory, new AtomicInteger(1));
  }

  boolean isShared() {
    return owners.get() > 1;
  }

  KvBlock share() {
    owners.incrementAndGet();
    return this;
  }

  void release() {
    owners.decrementAndGet();
  }

  /** Returns a copy that the caller alone has. */
  KvBlock leave(CacheSizes sizes) {
    KvBlock copy = empty(sizes);
    Memory.copy(memory, 0, copy.memory, 0, sizes.floats());
    release();
    return copy;
  }
}
