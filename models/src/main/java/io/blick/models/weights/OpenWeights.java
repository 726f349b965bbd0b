package io.blick.models.weights;

import io.blick.models.format.Escaped;
import io.blick.models.format.TensorFile;
import java.lang.foreign.Arena;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.util.function.Supplier;

/**
 * The weights of a model while it is open. Everything that reads them runs as a pass; a pass ends
 * with one clear exception if the model was closed or the file was changed. Safe for many threads.
 *
 * <p>Memory is given back by {@link #close}, or at last when nobody can reach the weights.
 */
public final class OpenWeights implements AutoCloseable {
  private static final Cleaner CLEANER = Cleaner.create();

  private final String model;
  private final TensorFile file;
  // Weights of layers, packed.
  private final Arena packed = Arena.ofShared();
  private final Cleaner.Cleanable release;
  private volatile boolean closed;

  /**
   * Wraps open weights.
   *
   * @param model the model's name, for errors
   * @param file the weights; closed by {@link #close}
   */
  public OpenWeights(String model, TensorFile file) {
    this.model = model;
    this.file = file;
    this.release = CLEANER.register(this, release(file, packed));
  }

  /** Returns what releases weights; it must not refer to what is to become unreachable. */
  private static Runnable release(TensorFile file, Arena packed) {
    return () -> {
      try {
        file.close();
      } finally {
        packed.close();
      }
    };
  }

  /** Returns what reads the weights; those of layers are packed, until {@link #close}. */
  public LoadedWeights load() {
    return new LoadedWeights(file, packed);
  }

  /** Returns the model's name. */
  public String model() {
    return model;
  }

  /**
   * Returns the result of a pass over the weights.
   *
   * @throws IllegalStateException if the model is closed, before the pass or while it runs
   * @throws io.blick.models.format.FormatException if the file was changed since it was opened
   */
  public <T> T pass(Supplier<T> pass) {
    if (closed) {
      throw new IllegalStateException(closedMessage());
    }
    boolean interrupted = Thread.currentThread().isInterrupted();
    try {
      return file.reading(pass);
    } catch (IllegalStateException e) {
      if (closed && !interrupted) {
        // The JVM wakes whoever reads memory that is closed by an interrupt of its own.
        Thread.interrupted();
      }
      // The exception for unmapped memory does not say which model it belonged to.
      throw closed ? new IllegalStateException(closedMessage(), e) : e;
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  private String closedMessage() {
    return "model: %s must be open to be run; got it closed; open its folder again"
        .formatted(Escaped.text(model));
  }

  /** Releases the weights; does nothing if they are released already. */
  @Override
  public void close() {
    closed = true;
    release.clean();
  }
}
