package io.blick.core.nn;

import io.blick.core.tensor.Axes;
import io.blick.core.tensor.DType;
import io.blick.core.tensor.ShapeException;
import io.blick.core.tensor.Tensor;
import io.blick.core.weight.Dense;
import io.blick.core.weight.Weight;
import java.lang.foreign.Arena;
import java.util.Optional;

/**
 * The parameters of y = x Wᵀ + b, or of y = x Wᵀ for a layer without a bias, to which nothing is
 * added.
 *
 * <p>A layer over tensors reads W and b in place, so later changes of them count. A layer that does
 * not change and is used often should be {@link #packed}, which is faster. All forms of W give the
 * same bits.
 *
 * @param weight W (O, I)
 * @param bias b (O), float32, if the layer has one
 */
public record Linear(Weight weight, Optional<Tensor> bias) {
  private static final Axes WEIGHT = Axes.of("linear", "weight: O I");
  private static final Axes BIAS = Axes.of("linear", "bias: O");

  /**
   * Checks that the sizes agree.
   *
   * @throws ShapeException if b has not one number for each output
   * @throws IllegalArgumentException if b is not float32
   */
  public Linear {
    Shapes.present("linear: weight", weight);
    Shapes.present("linear: bias", bias);
    bias.ifPresent(b -> check(weight, b));
  }

  private static void check(Weight weight, Tensor bias) {
    BIAS.check(bias);
    int outputs = weight.outputs();
    if (bias.size(0) != outputs) {
      throw new ShapeException(
          "linear: axis O is %d in weight but %d in bias; weight is (O=%d, I=%d), bias is (O=%d)"
              .formatted(outputs, bias.size(0), outputs, weight.inputs(), bias.size(0)));
    }
    bias.demand(DType.F32, "linear: bias");
  }

  /**
   * Returns a layer that reads its parameters in place.
   *
   * @param weight W (O, I), float32
   * @param bias b (O), float32
   * @throws ShapeException if the sizes do not agree
   * @throws IllegalArgumentException if one is not float32
   */
  public static Linear of(Tensor weight, Tensor bias) {
    return of(dense(weight), bias);
  }

  /**
   * Returns a layer without a bias that reads its weight in place.
   *
   * @param weight W (O, I), float32
   * @throws ShapeException if it has not two axes
   * @throws IllegalArgumentException if it is not float32
   */
  public static Linear of(Tensor weight) {
    return of(dense(weight));
  }

  /**
   * Returns a layer with a bias.
   *
   * @param weight W (O, I)
   * @param bias b (O), float32
   * @throws ShapeException if the sizes do not agree
   * @throws IllegalArgumentException if b is not float32
   */
  public static Linear of(Weight weight, Tensor bias) {
    Shapes.present("linear: bias", bias);
    return new Linear(weight, Optional.of(bias));
  }

  /**
   * Returns a layer without a bias.
   *
   * @param weight W (O, I)
   */
  public static Linear of(Weight weight) {
    return new Linear(weight, Optional.empty());
  }

  private static Dense dense(Tensor weight) {
    Shapes.present("linear: weight", weight);
    WEIGHT.check(weight);
    weight.demand(DType.F32, "linear: weight");
    return new Dense(weight);
  }

  /** Returns O, the width of the result. */
  public int outputs() {
    return weight.outputs();
  }

  /** Returns I, the width of what goes in. */
  public int inputs() {
    return weight.inputs();
  }

  /**
   * Returns the same layer with copies of W and b, W in the order in which products read it. Later
   * changes of this layer's have no influence on it. The copies are freed when they are
   * unreachable.
   */
  public Linear packed() {
    return packed(Arena.ofAuto());
  }

  /**
   * Does the same in memory of an arena: after that is closed the layer throws.
   *
   * @param arena shared between threads
   */
  public Linear packed(Arena arena) {
    Shapes.present("linear: arena", arena);
    demandReadable();
    return new Linear(weight.packed(arena), bias.map(Tensor::copy));
  }

  /** Checks that W and b may be read, now and by the current thread. */
  void demandReadable() {
    weight.demandReadable("linear: weight");
    bias.ifPresent(b -> b.demandReadable("linear: bias"));
  }
}
