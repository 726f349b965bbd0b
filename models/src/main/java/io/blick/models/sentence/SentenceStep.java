package io.blick.models.sentence;

import io.blick.core.nn.LayerNorm;
import io.blick.core.nn.Linear;
import io.blick.core.nn.Ops;
import io.blick.core.tensor.Tensor;
import io.blick.models.text.Finite;

/** A step on the vector of a text after the pooling. */
sealed interface SentenceStep {

  /**
   * Returns the vectors after this step, of vectors (B, E).
   *
   * @param model the model's name, for errors
   * @throws IllegalStateException if the input of a saturating function is not finite
   */
  Tensor apply(String model, Ops ops, Tensor x);

  /** f(x Wᵀ + b). */
  record Dense(Linear layer, DenseActivation activation) implements SentenceStep {
    @Override
    public Tensor apply(String model, Ops ops, Tensor x) {
      Tensor sum = Finite.checked(model, SentenceVector.NUMBERS, ops.linear(x, layer));
      return activation.apply(ops, sum);
    }
  }

  /** The result of a Dense plus x, or plus x Rᵀ if their widths differ. */
  record Residual(Dense dense, SentenceStep skipped) implements SentenceStep {
    @Override
    public Tensor apply(String model, Ops ops, Tensor x) {
      return ops.add(dense.apply(model, ops, x), skipped.apply(model, ops, x));
    }
  }

  /** The identity: x. */
  record Same() implements SentenceStep {
    @Override
    public Tensor apply(String model, Ops ops, Tensor x) {
      return x;
    }
  }

  /** The first n numbers of x, or all if there are fewer; they are not normalized again. */
  record First(int n) implements SentenceStep {
    @Override
    public Tensor apply(String model, Ops ops, Tensor x) {
      int width = x.size(1);
      if (n >= width) {
        return x;
      }
      double[] all = x.toDoubles();
      double[] kept = new double[x.size(0) * n];
      for (int row = 0; row < x.size(0); row++) {
        System.arraycopy(all, row * width, kept, row * n, n);
      }
      return Pooling.like(x, kept, x.size(0), n);
    }
  }

  /** The layer norm of x. */
  record Norm(LayerNorm norm) implements SentenceStep {
    @Override
    public Tensor apply(String model, Ops ops, Tensor x) {
      return ops.layerNorm(x, norm);
    }
  }

  /** x / max(√Σx², 10⁻¹²): a vector of length 1; a zero vector stays zero. */
  record Normalize() implements SentenceStep {
    private static final double LEAST = 1e-12;

    @Override
    public Tensor apply(String model, Ops ops, Tensor x) {
      int width = x.size(1);
      double[] values = x.toDoubles();
      boolean tiny = false;
      for (int row = 0; row < x.size(0); row++) {
        tiny |= length(values, row * width, width) < LEAST;
      }
      return tiny ? guarded(x, values, width) : ops.unit(x);
    }

    private static Tensor guarded(Tensor x, double[] values, int width) {
      for (int row = 0; row < x.size(0); row++) {
        double length = Math.max(LEAST, length(values, row * width, width));
        for (int i = row * width; i < (row + 1) * width; i++) {
          values[i] /= length;
        }
      }
      return Pooling.like(x, values, x.sizes());
    }

    private static double length(double[] values, int at, int width) {
      double squares = 0;
      for (int i = at; i < at + width; i++) {
        squares += values[i] * values[i];
      }
      return Math.sqrt(squares);
    }
  }
}
