package io.blick.core.kernel;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A guard for an object that serves one caller at a time: a second thread, or the same one from
 * within a call, gets an exception, not somebody else's numbers. It costs one compare-and-set a
 * call.
 *
 * <p>A caller may also hold the object over many calls; others are then kept out between them, too.
 */
public final class OneCaller {
  /** A call that lasts until it is closed. */
  @FunctionalInterface
  public interface Call extends AutoCloseable {
    @Override
    void close();
  }

  // Made once, so that no call allocates anything.
  private final Call call = this::leave;
  private final Call hold = this::release;
  private final String operation;
  private final String advice;
  private final AtomicReference<@Nullable Thread> owner = new AtomicReference<>();
  // Only the owner reads and writes these.
  private boolean inside;
  private int holds;

  /**
   * Creates a guard.
   *
   * @param operation the name that errors begin with
   * @param advice what a caller that is kept out can do instead
   */
  public OneCaller(String operation, String advice) {
    this.operation = operation;
    this.advice = advice;
  }

  /**
   * Begins a call.
   *
   * @throws IllegalStateException if another call is running, or another thread holds the object
   */
  public Call enter() {
    Thread me = Thread.currentThread();
    Thread other = owner.get();
    if (other == me ? inside : other != null || !owner.compareAndSet(null, me)) {
      throw occupied(me);
    }
    inside = true;
    return call;
  }

  private IllegalStateException occupied(Thread me) {
    Thread other = owner.get();
    String whose = other == null ? "another thread" : "thread " + other.getName();
    return new IllegalStateException(("%s: one object must have one caller at a time;"
            + " got a call of thread %s within one of %s; %s")
        .formatted(operation, me.getName(), whose, advice));
  }

  private void leave() {
    inside = false;
    if (holds == 0) {
      owner.set(null);
    }
  }

  /**
   * Keeps other threads out, also between calls, until the returned object is closed.
   *
   * @throws IllegalStateException as {@link #enter} does
   */
  public Call hold() {
    enter();
    holds++;
    leave();
    return hold;
  }

  private void release() {
    holds--;
    if (holds == 0) {
      owner.set(null);
    }
  }
}
