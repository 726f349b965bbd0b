package io.blick.models.weights;

import io.blick.models.format.Escaped;
import io.blick.models.format.TensorFile;
import java.util.function.Supplier;

/**
 * The weights of a model while it is open: whatever reads them does so in a pass, which ends with
 * one sentence if the model is closed or the file was changed. Safe for many threads.
 */
public final class OpenWeights implements AutoCloseable {
  private final String model;
  private final TensorFile file;
  private volatile boolean closed;

  /**
   * Begins with open weights.
   *
   * @param model its name, for errors
   * @param file closed with these
   */
  public OpenWeights(String model, TensorFile file) {
    this.model = model;
    this.file = file;
  }

  /**
   * Returns what a pass over the weights gives.
   *
   * @throws IllegalStateException if the model is closed, before the pass or while it runs
   * @throws io.blick.models.format.FormatException if the file was changed since it was opened
   */
  public <T> T pass(Supplier<T> pass) {
    if (closed) {
      throw new IllegalStateException(ended());
    }
    try {
      return file.reading(pass);
    } catch (IllegalStateException e) {
      // Memory that another thread has given back says so, but not whose it was.
      throw closed ? new IllegalStateException(ended(), e) : e;
    }
  }

  private String ended() {
    return "model: %s must be open to be run; got it closed; open its folder again"
        .formatted(Escaped.text(model));
  }

  /** Lets go of the weights; does nothing if that is done. */
  @Override
  public void close() {
    closed = true;
    file.close();
  }
}
