package io.blick.models.text;

import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.SharedCores;
import io.blick.models.format.Escaped;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * An open model, and the cores that its callers share until it is closed. Safe for many threads: a
 * call that comes while nobody computes has all cores, another one its own thread.
 */
public final class SharedModel implements AutoCloseable {
  private final String operation;
  private final TextModel model;
  // Closes the model if it is to be closed with this.
  private final Runnable release;
  private final SharedCores cores = new SharedCores();
  private volatile boolean closed;

  private SharedModel(String operation, TextModel model, Runnable release) {
    this.operation = operation;
    this.model = model;
    this.release = release;
  }

  /**
   * Shares a model that {@link #close} closes.
   *
   * @param operation with which errors begin
   */
  public static SharedModel owning(String operation, TextModel model) {
    return new SharedModel(operation, model, model::close);
  }

  /**
   * Shares a model that its caller closes.
   *
   * @param operation with which errors begin
   */
  public static SharedModel borrowing(String operation, TextModel model) {
    return new SharedModel(operation, model, () -> {});
  }

  /** Returns the model. */
  public TextModel model() {
    return model;
  }

  /**
   * Returns what is computed on all cores if no other caller has any, or else on the calling
   * thread.
   *
   * @throws IllegalStateException after {@link #close}, or where it comes meanwhile
   */
  public <R> R onCores(Function<Parallel, R> work) {
    return whileOpen(() -> {
      try (SharedCores.Lease lease = cores.lease()) {
        return work.apply(lease.threads());
      }
    });
  }

  /**
   * Returns what is computed on the caller's own threads.
   *
   * @throws IllegalStateException after {@link #close}, or where it comes meanwhile
   */
  public <R> R whileOpen(Supplier<R> work) {
    if (closed) {
      throw new IllegalStateException(afterClose());
    }
    try {
      return work.get();
    } catch (IllegalStateException e) {
      // Who closes while others compute takes cores and weights from under them.
      throw closed ? new IllegalStateException(afterClose(), e) : e;
    }
  }

  private String afterClose() {
    return "%s: the model %s must be open; got a call after close(); open it again"
        .formatted(operation, Escaped.text(model.name()));
  }

  /** Ends the threads, and closes the model if it is owned. A second call does nothing. */
  @Override
  public void close() {
    closed = true;
    cores.close();
    release.run();
  }
}
