package io.blick.bench.jmh;

import io.blick.core.tensor.Tensor;
import java.lang.foreign.ValueLayout;
import java.util.SplittableRandom;

/** Arguments that are the same in every run. */
final class Numbers {
  private Numbers() {}

  /** Returns numbers between −1 and 1. */
  static Tensor tensor(int... sizes) {
    SplittableRandom random = new SplittableRandom(42);
    Tensor tensor = Tensor.zeros(sizes);
    for (long i = 0; i < tensor.count(); i++) {
      tensor.data().setAtIndex(ValueLayout.JAVA_FLOAT, i, random.nextFloat() * 2 - 1);
    }
    return tensor;
  }
}
