package com.example;

import io.blick.core.attention.Attention;
import io.blick.core.attention.AttentionOptions;
import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.Tensor;
import java.util.Arrays;

/** Attention on numbers of your own, which needs blick-core alone. */
public final class AttentionAlone {
  private AttentionAlone() {}

  /** Prints what one query takes of two values. */
  public static void main(String[] arguments) {
    // (batch, positions, heads, size of a head)
    Tensor q = Tensor.of(new float[] {1, 0, 0, 0}, 1, 1, 1, 4);
    Tensor k = Tensor.of(new float[] {2.1972246f, 0, 0, 0, 0, 1, 0, 0}, 1, 2, 1, 4); // 2 ln 3
    Tensor v = Tensor.of(new float[] {1, 0, 0, 1}, 1, 2, 1, 2);
    try (Parallel threads = Parallel.ofCores()) {
      Attention attention = new Attention(threads);
      Tensor output = attention.attend(q, k, v, AttentionOptions.full(4)).output();
      System.out.println(Arrays.toString(output.toFloats()));
    }
  }
}
