package io.blick.hub.huggingface;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** A watch over a stream: closes it when nothing has come for too long. */
final class Silence implements AutoCloseable {
  private final AtomicLong sinceNanos = new AtomicLong(System.nanoTime());
  private final Thread watch;

  Silence(InputStream in, Duration longest) {
    this.watch = Thread.ofVirtual().start(() -> watch(in, longest.toNanos()));
  }

  /** Restarts the watch, since bytes have come. */
  void renew() {
    sinceNanos.set(System.nanoTime());
  }

  private void watch(InputStream in, long longestNanos) {
    try {
      long left = longestNanos;
      while (left > 0) {
        Thread.sleep(Duration.ofNanos(left));
        left = longestNanos - (System.nanoTime() - sinceNanos.get());
      }
      in.close();
    } catch (InterruptedException | IOException over) {
      // The stream has been read, or is closed: there is nothing left to watch.
      return;
    }
  }

  @Override
  public void close() {
    watch.interrupt();
  }
}
