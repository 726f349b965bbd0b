package io.blick.bench.machine;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Allocation on the heap. */
public final class HeapAllocation {
  private HeapAllocation() {}

  /**
   * Returns the bytes that all threads together allocate during these calls; those of a thread that
   * ends meanwhile may be missed.
   */
  public static long bytes(Runnable work, int calls) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    // Asking allocates too: much the first time, then always the same.
    threads.getTotalThreadAllocatedBytes();
    long first = threads.getTotalThreadAllocatedBytes();
    long start = threads.getTotalThreadAllocatedBytes();
    for (int i = 0; i < calls; i++) {
      work.run();
    }
    long end = threads.getTotalThreadAllocatedBytes();
    return end - start - (start - first);
  }
}
