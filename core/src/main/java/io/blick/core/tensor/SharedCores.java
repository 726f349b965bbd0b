package io.blick.core.tensor;

import java.lang.ref.Cleaner;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The cores of a machine, shared by many callers who compute at the same time. A caller who finds
 * nobody computing gets all cores; one who comes meanwhile computes on its own thread alone, so
 * that nobody waits. The results are the same bits in either case.
 *
 * <p>Safe for many threads. The threads are started when they are first needed, and end with
 * {@link #close}, or when nobody can reach the cores any more.
 */
public final class SharedCores implements AutoCloseable {
  private static final Cleaner CLEANER = Cleaner.create();

  private final int cores;
  private final Deque<Parallel> alone = new ArrayDeque<>();
  private @Nullable Parallel all;
  private int taken;
  private boolean closed;

  /** Shares as many cores as there are processors. */
  public SharedCores() {
    this(Runtime.getRuntime().availableProcessors());
  }

  /**
   * Shares some cores.
   *
   * @param cores how many, at least 1
   */
  public SharedCores(int cores) {
    if (cores < 1) {
      throw new IllegalArgumentException("cores: there must be at least 1; got " + cores);
    }
    this.cores = cores;
  }

  /** Threads that one caller has until it gives them back. */
  public final class Lease implements AutoCloseable {
    private final Parallel threads;
    private boolean returned;

    private Lease(Parallel threads) {
      this.threads = threads;
    }

    /** Returns the threads, for the caller alone and until the lease is closed. */
    public Parallel threads() {
      return threads;
    }

    /** Gives the threads back. A second call does nothing. */
    @Override
    public void close() {
      giveBack(this);
    }
  }

  /**
   * Takes all cores if nobody has a lease, or else the calling thread alone.
   *
   * @throws IllegalStateException after {@link #close}
   */
  public synchronized Lease lease() {
    if (closed) {
      throw new IllegalStateException("cores: they must be open; got a call after close()");
    }
    if (taken > 0) {
      Lease one = new Lease(alone.isEmpty() ? new Parallel(1) : alone.pop());
      taken++;
      return one;
    }
    if (all == null) {
      Parallel started = new Parallel(cores);
      CLEANER.register(this, started::close);
      all = started;
    }
    Lease whole = new Lease(all);
    taken++;
    return whole;
  }

  private synchronized void giveBack(Lease lease) {
    if (lease.returned) {
      return;
    }
    lease.returned = true;
    taken--;
    if (lease.threads != all && alone.size() < cores) {
      alone.push(lease.threads);
    }
  }

  /**
   * Ends the threads. Callers who have a lease finish on their own threads. A second call does
   * nothing.
   */
  @Override
  public synchronized void close() {
    closed = true;
    if (all != null) {
      all.close();
    }
  }
}
