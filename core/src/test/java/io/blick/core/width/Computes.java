package io.blick.core.width;

import io.blick.core.Uniform;
import io.blick.core.attention.AttentionOptions;
import io.blick.core.attention.AttentionSite;
import io.blick.core.nn.EagerOps;
import io.blick.core.nn.LayerNorm;
import io.blick.core.nn.Linear;
import io.blick.core.tensor.Tensor;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Computes in many threads at once; prints the lanes when all is done, and the results. */
final class Computes {
  private static final int THREADS = 12;

  private Computes() {}

  public static void main(String[] arguments) throws InterruptedException {
    List<Thread> threads = IntStream.range(0, THREADS)
        .mapToObj(_ -> Thread.ofPlatform().unstarted(Computes::results))
        .toList();
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    System.out.println(EagerOps.lanes() + " lanes");
    System.out.println(results());
  }

  /** Returns the bits of a layer norm, a linear layer and an attention in hexadecimal. */
  static String results() {
    Uniform uniform = new Uniform(3);
    try (EagerOps ops = EagerOps.allCores()) {
      Tensor x = uniform.tensor(5, 19);
      LayerNorm norm = new LayerNorm(uniform.tensor(19), uniform.tensor(19), 1e-12f);
      Linear linear = Linear.of(uniform.tensor(3, 19), uniform.tensor(3));
      Tensor q = uniform.tensor(1, 7, 2, 3);
      Tensor k = uniform.tensor(1, 23, 2, 3);
      return Stream.of(
              ops.layerNorm(x, norm),
              ops.linear(x, linear),
              ops.attention(AttentionSite.encoder(0), q, k, k, AttentionOptions.full(3)))
          .map(result -> hexadecimal(result.toFloats()))
          .collect(Collectors.joining(" "));
    }
  }

  private static String hexadecimal(float[] values) {
    StringBuilder bits = new StringBuilder();
    for (float value : values) {
      bits.append(HexFormat.of().toHexDigits(Float.floatToIntBits(value)));
    }
    return bits.toString();
  }
}
