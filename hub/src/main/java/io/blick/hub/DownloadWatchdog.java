package io.blick.hub;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Waits for a download as long as some of it comes. The client of HTTP reads an answer that it will
 * not have to the very end, and there need be none: so what is refused is cut off, and what is no
 * part of the jar, such as the page of an error, counts as silence.
 */
final class Patience {
  private static final Duration LONGEST_END = Duration.ofSeconds(5);

  private final Duration longest;
  private final Runnable cut;
  private final AtomicLong sinceNanos = new AtomicLong();
  private final CompletableFuture<Path> result = new CompletableFuture<>();
  private final Thread thread;

  /**
   * Begins a download in a thread of its own.
   *
   * @param longest how long nothing may come
   * @param cut closes the connections of the download, also while it reads
   * @param download gives where the file is; told whom to {@link #renew} or {@link #refuse}
   */
  Patience(Duration longest, Runnable cut, Download download) {
    this.longest = longest;
    this.cut = cut;
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
    Path from(Patience patience) throws Exception;
  }

  /** Begins to wait anew, since something came. */
  void renew() {
    sinceNanos.set(System.nanoTime());
  }

  /** Cuts the download off, since what comes is not wanted. */
  void refuse(Exception why) {
    boolean _ = result.completeExceptionally(why);
    cut.run();
  }

  /**
   * Returns what the download gives; without any, its connections are closed and its file deleted.
   *
   * @throws TimeoutException if nothing came for too long
   * @throws InterruptedException if the calling thread is interrupted
   * @throws ExecutionException around what the download throws, or why it was refused
   */
  Path await() throws TimeoutException, InterruptedException, ExecutionException {
    try {
      long left = left();
      while (left > 0) {
        if (ends(left)) {
          return result.get();
        }
        left = left();
      }
    } finally {
      cut.run();
      // It deletes what it has begun.
      boolean _ = thread.join(LONGEST_END);
    }
    throw new TimeoutException("nothing came for %d s".formatted(longest.toSeconds()));
  }

  private boolean ends(long nanos) throws InterruptedException {
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
