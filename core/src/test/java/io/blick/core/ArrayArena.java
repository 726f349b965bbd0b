package io.blick.core;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** An arena on the heap. */
public final class ArrayArena implements Arena {
  @Override
  public MemorySegment allocate(long byteSize, long byteAlignment) {
    return MemorySegment.ofArray(new byte[(int) byteSize]);
  }

  @Override
  public MemorySegment.Scope scope() {
    return Arena.global().scope();
  }

  @Override
  public void close() {}
}
