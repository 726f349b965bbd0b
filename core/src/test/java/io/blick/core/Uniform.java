package io.blick.core;

import io.blick.core.tensor.Tensor;
import java.util.SplittableRandom;

/** Seeded numbers: the same on every machine. */
public final class Uniform {
  private final SplittableRandom random;

  public Uniform(long seed) {
    random = new SplittableRandom(seed);
  }

  /** Returns a float32 tensor of numbers between −2 and 2. */
  public Tensor tensor(int... sizes) {
    return tensor(2, sizes);
  }

  /** Returns a float32 tensor of numbers between −{@code most} and {@code most}. */
  public Tensor tensor(double most, int... sizes) {
    float[] values = new float[Math.toIntExact(Tensor.zeros(sizes).count())];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextDouble(-most, most);
    }
    return Tensor.of(values, sizes);
  }

  /** Returns a whole number from {@code from} to {@code to}, both included. */
  public int number(int from, int to) {
    return random.nextInt(from, to + 1);
  }
}
