package io.blick.hub;

import io.blick.hub.Progress.Event;
import io.blick.hub.Progress.Step;
import java.time.Duration;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * Counts the bytes of one step and tells a listener how fast it goes and how long it still takes:
 * at the beginning, ten times a second, and at the end. Safe for many threads.
 */
final class Pace implements LongConsumer {
  private static final long BETWEEN_NANOS = 100_000_000;

  private final Step step;
  private final long totalBytes;
  private final Progress progress;
  private final LongSupplier clock;
  private final long startNanos;
  private long toldNanos;
  private long doneBytes;

  Pace(Step step, long totalBytes, Progress progress) {
    this(step, totalBytes, progress, System::nanoTime);
  }

  /**
   * Starts counting.
   *
   * @param clock nanoseconds from any origin
   */
  Pace(Step step, long totalBytes, Progress progress, LongSupplier clock) {
    this.step = step;
    this.totalBytes = totalBytes;
    this.progress = progress;
    this.clock = clock;
    this.startNanos = clock.getAsLong();
    this.toldNanos = startNanos;
    tell(startNanos);
  }

  /** Counts {@code bytes} more. */
  @Override
  public synchronized void accept(long bytes) {
    reach(doneBytes + bytes);
  }

  /** Counts up to {@code bytes} in all; less than before, when a download begins anew. */
  synchronized void reach(long bytes) {
    doneBytes = bytes;
    long now = clock.getAsLong();
    if (now - toldNanos >= BETWEEN_NANOS || doneBytes == totalBytes) {
      toldNanos = now;
      tell(now);
    }
  }

  private void tell(long now) {
    double seconds = Math.max(1, now - startNanos) * 1e-9;
    double rate = doneBytes / seconds;
    double left = rate > 0 ? (totalBytes - doneBytes) / rate : 0;
    progress.hear(new Event.Advanced(
        step, doneBytes, totalBytes, rate, Duration.ofMillis(Math.round(left * 1000))));
  }
}
