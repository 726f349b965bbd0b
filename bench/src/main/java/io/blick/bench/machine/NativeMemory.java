package io.blick.bench.machine;

import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;

/** Native memory, outside the heap: tensors, workspaces, scratch. */
public final class NativeMemory {
  private static final int COLLECTIONS = 20;

  private NativeMemory() {}

  /**
   * Returns the bytes that are still reachable. The JVM counts segments with the direct buffers,
   * and frees those of automatic arenas some time after a collection.
   */
  public static long reachable() {
    for (int i = 0; i < COLLECTIONS; i++) {
      System.gc();
      try {
        Thread.sleep(5);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
        .filter(pool -> pool.getName().equals("direct"))
        .mapToLong(BufferPoolMXBean::getTotalCapacity)
        .sum();
  }
}
