package io.blick.bench.jmh;

import io.blick.core.tensor.Tensor;
import java.lang.foreign.ValueLayout;
import java.util.SplittableRandom;

/** Random tensors that are the same in every run. */
final class RandomTensors {
  private RandomTensors() {}

  /** Returns uniform numbers from −1 to 1. */
  static Tensor uniform(int... sizes) {
    SplittableRandom random = new SplittableRandom(42);
    Tensor tensor = Tensor.zeros(sizes);
    for (long i = 0; i < tensor.count(); i++) {
      tensor.data().setAtIndex(ValueLayout.JAVA_FLOAT, i, random.nextFloat() * 2 - 1);
    }
    return tensor;
  }
}
