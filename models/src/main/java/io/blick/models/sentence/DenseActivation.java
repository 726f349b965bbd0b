package io.blick.models.sentence;

import io.blick.core.nn.Gelu;
import io.blick.core.nn.Ops;
import io.blick.core.tensor.Tensor;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/** The activation function of a Dense module, named like PyTorch's classes. */
enum DenseActivation {
  IDENTITY("Identity"),
  TANH("Tanh"),
  GELU("GELU"),
  RELU("ReLU"),
  SIGMOID("Sigmoid"),
  SILU("SiLU");

  private final String type;

  DenseActivation(String type) {
    this.type = type;
  }

  /**
   * Returns the function of a PyTorch class, if it is supported.
   *
   * @param path full name of the class, such as {@code torch.nn.modules.activation.Tanh}
   */
  static Optional<DenseActivation> named(String path) {
    String last = path.substring(path.lastIndexOf('.') + 1);
    return Arrays.stream(values())
        .filter(activation -> path.startsWith("torch.nn.") && activation.type.equals(last))
        .findFirst();
  }

  /**
   * Returns f(x), element by element; functions that {@link Ops} does not have are computed in
   * float64.
   */
  Tensor apply(Ops ops, Tensor x) {
    return switch (this) {
      case IDENTITY -> x;
      case TANH -> ops.tanh(x);
      case GELU -> ops.gelu(x, Gelu.ERF);
      case RELU -> ops.relu(x);
      case SIGMOID -> each(x, DenseActivation::sigmoid);
      case SILU -> ops.silu(x);
    };
  }

  private static double sigmoid(double a) {
    return 1 / (1 + StrictMath.exp(-a));
  }

  private static Tensor each(Tensor x, DoubleUnaryOperator f) {
    double[] values = x.toDoubles();
    Arrays.setAll(values, i -> f.applyAsDouble(values[i]));
    return Pooling.like(x, values, x.sizes());
  }
}
