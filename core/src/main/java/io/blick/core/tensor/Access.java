package io.blick.core.tensor;

import java.lang.foreign.MemorySegment;

/** Why memory cannot be read or written, in a sentence about the tensor that lies there. */
final class Access {
  private Access() {}

  /** Checks that memory is not freed, and that the current thread may read it. */
  static void demandOpen(MemorySegment data, String what, Tensor tensor) {
    if (!data.scope().isAlive()) {
      throw new IllegalStateException(
          ("%s must be read while its arena is open; got %s after the arena was closed; keep a"
                  + " copy()")
              .formatted(what, tensor));
    }
    if (!data.isAccessibleBy(Thread.currentThread())) {
      throw new WrongThreadException(
          ("%s must be read by the thread of its confined arena; got %s on thread %s; use"
                  + " Arena.ofShared() or Arena.ofAuto()")
              .formatted(what, tensor, Thread.currentThread().getName()));
    }
  }

  /** Checks that memory is not read-only. */
  static void demandWritable(MemorySegment data, String what, Tensor tensor) {
    if (data.isReadOnly()) {
      throw new IllegalArgumentException(
          "%s must be memory that can be written; got %s, which is read-only; give a copy()"
              .formatted(what, tensor));
    }
  }

  /** Checks that another thread may read memory, too. */
  static void demandShared(MemorySegment data, Thread other, String what, Tensor tensor) {
    if (!data.isAccessibleBy(other)) {
      throw new WrongThreadException(
          ("%s must be memory that every thread may read, since several compute; got %s of a"
                  + " confined arena; use Arena.ofShared() or Arena.ofAuto()")
              .formatted(what, tensor));
    }
  }
}
