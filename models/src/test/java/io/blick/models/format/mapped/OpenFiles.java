package io.blick.models.format.mapped;

import java.util.List;

/** How many files are mapped. By reflection, since models need no module that manages the JVM. */
public final class OpenFiles {
  private OpenFiles() {}

  public static long mapped() {
    try {
      Class<?> type = Class.forName("java.lang.management.BufferPoolMXBean");
      List<?> pools = (List<?>) Class.forName("java.lang.management.ManagementFactory")
          .getMethod("getPlatformMXBeans", Class.class)
          .invoke(null, type);
      for (Object pool : pools) {
        if (type.getMethod("getName").invoke(pool).equals("mapped")) {
          return (long) type.getMethod("getCount").invoke(pool);
        }
      }
      throw new IllegalStateException("open files: the JVM must count what is mapped");
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("open files: the JVM must count what is mapped", e);
    }
  }
}
