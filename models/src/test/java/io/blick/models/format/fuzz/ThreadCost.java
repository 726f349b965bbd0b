package io.blick.models.format.fuzz;

import java.lang.reflect.Method;

/**
 * What the current thread has cost so far: heap and time. By reflection, since Blick's models need
 * no module that manages the JVM.
 */
final class ThreadCost {
  private final Object bean;
  private final Method bytes;
  private final Method nanos;

  ThreadCost() {
    try {
      bean = Class.forName("java.lang.management.ManagementFactory")
          .getMethod("getThreadMXBean")
          .invoke(null);
      Class<?> type = Class.forName("com.sun.management.ThreadMXBean");
      bytes = type.getMethod("getCurrentThreadAllocatedBytes");
      nanos = type.getMethod("getCurrentThreadCpuTime");
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("thread cost: the JVM must count it", e);
    }
  }

  long allocatedBytes() {
    return ask(bytes);
  }

  long processorNanos() {
    return ask(nanos);
  }

  private long ask(Method question) {
    try {
      return (long) question.invoke(bean);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("thread cost: the JVM must count it", e);
    }
  }
}
