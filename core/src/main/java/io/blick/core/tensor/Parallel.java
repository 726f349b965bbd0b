package io.blick.core.tensor;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A pool of threads that share the tasks of a job with the calling thread. Which thread runs which
 * task never changes a result. A thread without work spins for 200 µs, since waking it costs more
 * than a small job, and then sleeps. Nothing is allocated once the threads run.
 *
 * <p>Several threads may call: their jobs run one after the other. A task must not run a job on the
 * threads that run the task. After {@link #close} the calling thread runs its jobs alone.
 */
public final class Parallel implements AutoCloseable {
  /** A piece of work, divided into tasks that may run in any order. */
  @FunctionalInterface
  public interface Job {
    /**
     * Runs one task.
     *
     * @param task from 0
     * @param worker number of the thread that runs it, from 0: the index for
     *     {@link Parallel#scratch}
     */
    void run(int task, int worker);
  }

  private static final long SPIN_NANOS = 200_000;
  private static final int CLOSED = -1;

  private final Helper[] helpers;
  private final MemorySegment[] scratch;
  // One job at a time; a second caller waits.
  private final ReentrantLock busy = new ReentrantLock();
  private final AtomicInteger next = new AtomicInteger();
  // How many helpers are inside the job; CLOSED when no job may be entered.
  private final AtomicInteger inside = new AtomicInteger(CLOSED);
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private @Nullable Job job;
  private int tasks;
  private final AtomicInteger round = new AtomicInteger();
  private volatile boolean closed;

  /**
   * Starts the threads.
   *
   * @param threads how many share the work, the caller's own included
   */
  public Parallel(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("parallel: threads must be at least 1; got " + threads);
    }
    helpers = new Helper[threads - 1];
    scratch = new MemorySegment[threads];
    for (int i = 0; i < threads; i++) {
      scratch[i] = MemorySegment.NULL;
    }
    for (int i = 0; i < helpers.length; i++) {
      helpers[i] = new Helper(i + 1);
    }
    try {
      for (Helper helper : helpers) {
        helper.start();
      }
    } catch (Throwable e) {
      // Where the system gives no more threads, those that it gave must not wait for ever.
      close();
      throw e;
    }
  }

  /** Starts as many threads as there are processors. */
  public static Parallel ofCores() {
    return new Parallel(Runtime.getRuntime().availableProcessors());
  }

  /** Returns how many threads share the work. */
  public int threads() {
    return scratch.length;
  }

  /** Returns memory that only {@code worker} uses, with at least {@code floats} floats in it. */
  public MemorySegment scratch(int worker, long floats) {
    if (scratch[worker].byteSize() < floats * Float.BYTES) {
      scratch[worker] = Arena.ofAuto().allocate(floats * Float.BYTES, 64);
    }
    return scratch[worker];
  }

  /**
   * Checks that each of the threads may read a tensor.
   *
   * @param what operation and argument, as the error names them, such as {@code "linear: x"}
   * @throws WrongThreadException if its memory is that of a confined arena, and there are several
   * @throws IllegalStateException if its memory was used again or freed
   */
  public void demandReadable(String what, Tensor tensor) {
    tensor.demandReadable(what);
    if (helpers.length > 0 && !closed) {
      Access.demandShared(tensor.data(), helpers[0], what, tensor);
    }
  }

  /**
   * Runs all tasks of a job and returns when they are done; throws what a task threw.
   *
   * @throws IllegalStateException if a task of these threads calls it
   */
  public void run(Job newJob, int newTasks) {
    if (busy.isHeldByCurrentThread()
        || (Thread.currentThread() instanceof Helper helper && helper.helps(this))) {
      throw new IllegalStateException("parallel: a task must not run a job on the threads that run"
          + " the task; give it threads of its own");
    }
    if (newTasks < 0) {
      throw new IllegalArgumentException(
          "parallel: tasks must not be fewer than none; got " + newTasks);
    }
    busy.lock();
    try {
      job = newJob;
      tasks = newTasks;
      failure.set(null);
      next.set(0);
      // Helpers that have not ended yet must not take part any more.
      if (newTasks > 1 && !closed) {
        invite();
      }
      work(newJob, newTasks, 0);
      while (inside.get() != CLOSED && !inside.compareAndSet(0, CLOSED)) {
        Thread.onSpinWait();
      }
      rethrow();
    } finally {
      busy.unlock();
    }
  }

  private void invite() {
    inside.set(0);
    round.incrementAndGet();
    for (Helper helper : helpers) {
      if (helper.parked) {
        LockSupport.unpark(helper);
      }
    }
  }

  private void work(Job current, int count, int worker) {
    try {
      for (int task = next.getAndIncrement(); task < count; task = next.getAndIncrement()) {
        current.run(task, worker);
      }
    } catch (Throwable e) {
      // Checked exceptions too, which a task can throw unseen by way of generics: the thread must
      // go on.
      next.set(Integer.MAX_VALUE / 2);
      failure.compareAndSet(null, e);
    }
  }

  private void rethrow() {
    switch (failure.get()) {
      case null -> {}
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case Throwable e -> throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    closed = true;
    round.incrementAndGet();
    for (Helper helper : helpers) {
      LockSupport.unpark(helper);
    }
  }

  private final class Helper extends Thread {
    private final int worker;
    private volatile boolean parked;

    Helper(int worker) {
      super("blick-" + worker);
      this.worker = worker;
      setDaemon(true);
    }

    boolean helps(Parallel parallel) {
      return parallel == Parallel.this;
    }

    @Override
    public void run() {
      int seen = 0;
      while (!closed) {
        seen = await(seen);
        if (enter()) {
          Job current = job;
          if (current != null) {
            work(current, tasks, worker);
          }
          inside.decrementAndGet();
        }
      }
    }

    private int await(int seen) {
      long start = System.nanoTime();
      while (round.get() == seen) {
        if (System.nanoTime() - start < SPIN_NANOS) {
          Thread.onSpinWait();
        } else {
          parked = true;
          if (round.get() == seen) {
            LockSupport.park(this);
            // A task may have left the interrupt flag set, and with it park returns at once.
            Thread.interrupted();
          }
          parked = false;
        }
      }
      return round.get();
    }

    private boolean enter() {
      for (int n = inside.get(); n != CLOSED; n = inside.get()) {
        if (inside.compareAndSet(n, n + 1)) {
          return true;
        }
      }
      return false;
    }
  }
}
