package io.blick.core.kernel;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that an object is for one caller at a time: a second thread, or the same one from
 * within a call, gets a sentence, not somebody else's numbers. It costs one compare-and-set a call.
 *
 * <p>A caller may also hold an object over many calls; others are then kept out between them, too.
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
  // Both belong to the owner.
  private boolean inside;
  private int holds;

  /**
   * Creates what lets one caller in at a time.
   *
   * @param operation the name that errors begin with
   * @param advice what who is kept out may do
   */
  public OneCaller(String operation, String advice) {
    this.operation = operation;
    this.advice = advice;
  }

  /**
   * Begins a call.
   *
   * @throws IllegalStateException if another call is not done, or another thread holds the object
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
   * Keeps other threads out until what is returned is closed, also between calls.
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
