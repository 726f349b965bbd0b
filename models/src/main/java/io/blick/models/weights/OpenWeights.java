package io.blick.models.weights;

import io.blick.models.format.Escaped;
import io.blick.models.format.TensorFile;
import java.util.function.Supplier;

/**
 * The weights of a model while it is open. Everything that reads them runs as a pass; a pass ends
 * with one clear exception if the model was closed or the file was changed. Safe for many threads.
 */
public final class OpenWeights implements AutoCloseable {
  private final String model;
  private final TensorFile file;
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
    try {
      return file.reading(pass);
    } catch (IllegalStateException e) {
      // The exception for unmapped memory does not say which model it belonged to.
      throw closed ? new IllegalStateException(closedMessage(), e) : e;
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
    file.close();
  }
}
