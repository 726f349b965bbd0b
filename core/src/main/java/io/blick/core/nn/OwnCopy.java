package io.blick.core.nn;

import io.blick.core.kernel.Memory;
import io.blick.core.tensor.Tensor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * A copy of a small argument, such as a bias, that lies in a mapped file or an array, where kernels
 * do not compute. Its memory is used again by the next call.
 */
final class OwnCopy {
  private MemorySegment memory = MemorySegment.NULL;

  /** Returns the argument itself if it was allocated off the heap, or else a copy. */
  MemorySegment of(MemorySegment x) {
    if (Memory.allocated(x)) {
      return x;
    }
    if (memory.byteSize() < x.byteSize()) {
      memory = Arena.ofAuto().allocate(x.byteSize(), Tensor.ALIGNMENT);
    }
    MemorySegment.copy(x, 0, memory, 0, x.byteSize());
    return memory;
  }
}
