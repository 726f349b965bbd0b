package io.blick.models.text;

import io.blick.core.tensor.DType;
import io.blick.core.tensor.Tensor;
import io.blick.models.format.Escaped;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.List;

/**
 * A check that computed values are finite. Damaged weights, and half-precision exports that
 * overflowed, give NaN or an infinity, from which no attention weight, probability or vector can be
 * computed.
 */
public final class Finite {
  private static final ValueLayout.OfFloat F32 =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private Finite() {}

  /**
   * Checks the hidden states of a pass. A value that is not finite stays so through residual sums
   * and layer norms, so only the last states are read if all is well.
   *
   * @param model the model's name
   * @param hidden the states after the embeddings, then after each layer; each (N, C)
   * @throws IllegalStateException if the last states are not all finite; the message says after
   *     which layer this began
   */
  public static void check(String model, List<Tensor> hidden) {
    check(model, 0, hidden);
  }

  /** Checks the hidden states of a pass that began before a layer, counted from 0. */
  static void check(String model, int layer, List<Tensor> hidden) {
    if (isFinite(hidden.getLast())) {
      return;
    }
    int first = 0;
    while (isFinite(hidden.get(first))) {
      first++;
    }
    throw notFinite(model, after(layer + first), hidden.get(first));
  }

  /** Returns a name of the hidden states after so many layers. */
  static String after(int layers) {
    return "the hidden states after " + (layers == 0 ? "the embeddings" : "layer " + layers);
  }

  /**
   * Returns the values, checked.
   *
   * @param model the model's name
   * @param what a name of the values for the error, in the plural
   * @param numbers the values, of any sizes
   * @throws IllegalStateException if they are not all finite
   */
  public static Tensor checked(String model, String what, Tensor numbers) {
    if (!isFinite(numbers)) {
      throw notFinite(model, what, numbers);
    }
    return numbers;
  }

  private static IllegalStateException notFinite(String model, String what, Tensor numbers) {
    long at = firstNotFinite(numbers);
    return new IllegalStateException(
        "%s: %s must be finite numbers; got %s; the weights are damaged, so fetch the model again"
            .formatted(Escaped.text(model), what, numbers.get(at)));
  }

  static boolean isFinite(Tensor numbers) {
    return firstNotFinite(numbers) == numbers.count();
  }

  /**
   * Returns the index of the first element that is not finite, or the number of elements if all
   * are.
   */
  private static long firstNotFinite(Tensor numbers) {
    long count = numbers.count();
    long at = 0;
    if (numbers.type() == DType.F32) {
      while (at < count && Float.isFinite(numbers.data().get(F32, Float.BYTES * at))) {
        at++;
      }
    } else {
      while (at < count && Double.isFinite(numbers.get(at))) {
        at++;
      }
    }
    return at;
  }
}
