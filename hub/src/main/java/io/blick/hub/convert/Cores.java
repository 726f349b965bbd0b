package io.blick.hub.convert;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Parallel work on all cores. */
final class Cores {
  private Cores() {}

  /**
   * Runs all of the work, in any order.
   *
   * @throws RuntimeException or Error, the first that a piece of work threw
   */
  static void run(List<Runnable> work) {
    int cores = Runtime.getRuntime().availableProcessors();
    try (ExecutorService pool = Executors.newFixedThreadPool(cores)) {
      for (Future<?> running : work.stream().<Future<?>>map(pool::submit).toList()) {
        await(running);
      }
    }
  }

  private static void await(Future<?> running) {
    try {
      running.get();
    } catch (ExecutionException failed) {
      switch (failed.getCause()) {
        case RuntimeException cause -> throw cause;
        case Error cause -> throw cause;
        case null, default -> throw new IllegalStateException(failed.getCause());
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("conversion: interrupted", stop);
    }
  }
}
