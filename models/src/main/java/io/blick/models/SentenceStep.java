package io.blick.models;

import io.blick.core.nn.LayerNorm;
import io.blick.core.nn.Linear;
import io.blick.core.nn.Ops;
import io.blick.core.tensor.Tensor;

/** What is done to a text's vector after the pooling. */
sealed interface SentenceStep {

  /** Returns the next vectors of vectors (B, E). */
  Tensor apply(Ops ops, Tensor x);

  /** f(x Wᵀ + b). */
  record Dense(Linear layer, DenseActivation activation) implements SentenceStep {
    @Override
    public Tensor apply(Ops ops, Tensor x) {
      return activation.apply(ops, ops.linear(x, layer));
    }
  }

  /** What a Dense makes of x, and x itself, or x Rᵀ where the two differ in width. */
  record Residual(Dense dense, SentenceStep skipped) implements SentenceStep {
    @Override
    public Tensor apply(Ops ops, Tensor x) {
      return ops.add(dense.apply(ops, x), skipped.apply(ops, x));
    }
  }

  /** x. */
  record Same() implements SentenceStep {
    @Override
    public Tensor apply(Ops ops, Tensor x) {
      return x;
    }
  }

  /** The layer norm of x. */
  record Norm(LayerNorm norm) implements SentenceStep {
    @Override
    public Tensor apply(Ops ops, Tensor x) {
      return ops.layerNorm(x, norm);
    }
  }

  /** x / max(√Σx², 10⁻¹²): length 1, and nothing stays nothing. */
  record Normalize() implements SentenceStep {
    private static final double LEAST = 1e-12;

    @Override
    public Tensor apply(Ops ops, Tensor x) {
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
