package io.blick.hub;

import io.blick.hub.Progress.Event;
import io.blick.hub.Progress.Step;
import java.time.Duration;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * The progress of one step: counts bytes and reports them, with rate and time left, to a listener,
 * at the beginning, at most ten times a second, and at the end. Safe for many threads.
 */
final class StepProgress implements LongConsumer {
  private static final long BETWEEN_NANOS = 100_000_000;

  private final Step step;
  private final long totalBytes;
  private final Progress progress;
  private final LongSupplier clock;
  private final long startNanos;
  private long toldNanos;
  private long doneBytes;

  StepProgress(Step step, long totalBytes, Progress progress) {
    this(step, totalBytes, progress, System::nanoTime);
  }

  /**
   * Starts counting.
   *
   * @param clock nanoseconds from any origin
   */
  StepProgress(Step step, long totalBytes, Progress progress, LongSupplier clock) {
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

  /** Sets the count to {@code bytes}; less than before when a download starts again. */
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
