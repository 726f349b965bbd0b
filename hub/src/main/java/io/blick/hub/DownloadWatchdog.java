package io.blick.hub;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A watchdog timer for a download: gives it up when no byte of the jar has come for too long. The
 * HTTP client reads even a refused response to its end, and it may have none: so the connections of
 * a refused download are closed, and bytes that are no part of the jar, such as an error page,
 * count as silence.
 */
final class DownloadWatchdog {
  private static final Duration LONGEST_END = Duration.ofSeconds(5);

  private final Duration longest;
  private final Runnable closeConnections;
  private final AtomicLong sinceNanos = new AtomicLong();
  private final CompletableFuture<Path> result = new CompletableFuture<>();
  private final Thread thread;

  /**
   * Begins a download in a thread of its own.
   *
   * @param longest longest time without a byte of the jar
   * @param closeConnections closes the connections of the download, also while it reads
   * @param download returns the file; calls {@link #renew} and {@link #refuse}
   */
  DownloadWatchdog(Duration longest, Runnable closeConnections, Download download) {
    this.longest = longest;
    this.closeConnections = closeConnections;
    renew();
    this.thread = Thread.ofPlatform().daemon().name("blick-download").unstarted(() -> {
      try {
        boolean _ = result.complete(download.from(this));
      } catch (Throwable thrown) {
        boolean _ = result.completeExceptionally(thrown);
      }
    });
    thread.start();
  }

  /** A download. */
  @FunctionalInterface
  interface Download {
    Path from(DownloadWatchdog watchdog) throws Exception;
  }

  /** Restarts the timer, since bytes have come. */
  void renew() {
    sinceNanos.set(System.nanoTime());
  }

  /** Ends the download, since the response is not the jar. */
  void refuse(Exception why) {
    boolean _ = result.completeExceptionally(why);
    closeConnections.run();
  }

  /**
   * Returns the file of the download; if it fails, its connections are closed and its file is
   * deleted.
   *
   * @throws TimeoutException if nothing came for too long
   * @throws InterruptedException if the calling thread is interrupted
   * @throws ExecutionException whose cause is the download's exception, or the reason why it was
   *     refused
   */
  Path await() throws TimeoutException, InterruptedException, ExecutionException {
    try {
      long left = left();
      while (left > 0) {
        if (endsWithin(left)) {
          return result.get();
        }
        left = left();
      }
    } finally {
      closeConnections.run();
      // The download's thread deletes its unfinished file.
      boolean _ = thread.join(LONGEST_END);
    }
    throw new TimeoutException("nothing came for %d s".formatted(longest.toSeconds()));
  }

  private boolean endsWithin(long nanos) throws InterruptedException {
    try {
      Path _ = result.get(nanos, TimeUnit.NANOSECONDS);
      return true;
    } catch (ExecutionException failed) {
      return true;
    } catch (TimeoutException perhapsRenewed) {
      return false;
    }
  }

  private long left() {
    return longest.toNanos() - (System.nanoTime() - sinceNanos.get());
  }
}
