package io.blick.bench.machine;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Arrays;

/** The processor time of Blick's helper threads while there is no work. */
public final class IdleCpuTime {
  private IdleCpuTime() {}

  /**
   * Returns the nanoseconds of processor time that all helpers of this JVM take while the calling
   * thread sleeps.
   */
  public static long nanos(Duration sleep) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long[] helpers = Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("blick-"))
        .mapToLong(Thread::threadId)
        .toArray();
    long before = cpuNanos(threads, helpers);
    try {
      Thread.sleep(sleep);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return cpuNanos(threads, helpers) - before;
  }

  private static long cpuNanos(ThreadMXBean threads, long... ids) {
    return Arrays.stream(ids).map(threads::getThreadCpuTime).sum();
  }
}
