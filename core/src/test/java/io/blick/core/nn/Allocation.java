package io.blick.core.nn;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;

/** Counts the bytes that all of Blick's threads and the current one allocate on the heap. */
final class Allocation {
  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final long[] ids = Thread.getAllStackTraces().keySet().stream()
      .filter(thread -> thread.getName().startsWith("blick-"))
      .mapToLong(Thread::threadId)
      .toArray();
  private long before;

  void start() {
    // The current thread last, here, and first at the end: reading the others allocates too.
    long helpers = helpers();
    before = helpers + threads.getCurrentThreadAllocatedBytes();
  }

  long bytes() {
    long current = threads.getCurrentThreadAllocatedBytes();
    return current + helpers() - before;
  }

  private long helpers() {
    return Arrays.stream(threads.getThreadAllocatedBytes(ids))
        .filter(n -> n > 0)
        .sum();
  }
}
