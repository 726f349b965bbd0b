package io.blick.core.nn;

import static org.assertj.core.api.Assertions.assertThat;

import io.blick.core.attention.AttentionOptions;
import io.blick.core.attention.AttentionSite;
import io.blick.core.attention.Mask;
import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * An argument of equal numbers is the result of other operations, whose owner resets and overwrites
 * it while it is read: the reader gets a result of one number, or a sentence.
 */
class TornArgumentsTest {
  private static final int WIDTH = 2048;
  private static final int ROWS = 61;
  private static final int ROUNDS = 2000;

  /**
   * An operation that reads an argument (WIDTH).
   *
   * @param reader gives equal numbers if those of the argument are equal
   */
  record Case(String name, BiFunction<EagerOps, Tensor, Tensor> reader) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Case> arguments() {
    Tensor zeros = Tensor.zeros(ROWS, WIDTH);
    Tensor ones = Tensor.of(equal(1, WIDTH), WIDTH);
    Tensor column = Tensor.of(equal(1, ROWS), ROWS, 1);
    Tensor halves = Tensor.of(equal(1, WIDTH), 1, WIDTH, 1, 1);
    halves
        .slice(0, 1)
        .view(WIDTH)
        .slice(0, WIDTH / 2)
        .data()
        .copyFrom(Tensor.of(equal(-1, WIDTH / 2), WIDTH / 2).data());
    return List.of(
        new Case("layerNorm: bias", (ops, t) -> ops.layerNorm(zeros, new LayerNorm(ones, t, 1))),
        new Case("rmsNorm: gain", (ops, t) -> ops.rmsNorm(ones, new RmsNorm(t, 1))),
        new Case("multiply: b", (ops, t) -> ops.multiply(ones, t)),
        new Case(
            "linear: weight",
            (ops, t) -> ops.linear(column, Linear.of(t.view(WIDTH, 1), Tensor.zeros(WIDTH)))),
        new Case(
            "linear: bias", (ops, t) -> ops.linear(column, Linear.of(Tensor.zeros(WIDTH, 1), t))),
        new Case("attention: mask", (ops, t) -> masked(ops, t, halves)));
  }

  /** Returns 0, and the mean of -1 and 1 under equal weights. */
  private static Tensor masked(EagerOps ops, Tensor mask, Tensor halves) {
    Tensor q = Tensor.zeros(1, 1, 1, 1);
    Tensor k = Tensor.zeros(1, WIDTH, 1, 1);
    AttentionOptions options =
        AttentionOptions.full(1).withMask(Mask.bias(mask.view(1, 1, 1, WIDTH)));
    float mean = ops.attention(AttentionSite.encoder(0), q, k, halves, options).toFloats()[0];
    return Tensor.of(new float[] {0, mean}, 2);
  }

  private static float[] equal(float value, int count) {
    float[] values = new float[count];
    Arrays.fill(values, value);
    return values;
  }

  @ParameterizedTest
  @MethodSource("arguments")
  @Timeout(60)
  void what_is_overwritten_meanwhile_is_said(Case each) throws InterruptedException {
    List<Tensor> sources =
        List.of(Tensor.of(equal(1, WIDTH), WIDTH), Tensor.of(equal(2, WIDTH), WIDTH));
    var argument = new AtomicReference<>(sources.getFirst());
    var done = new AtomicBoolean();
    Thread owner = Thread.ofPlatform().start(() -> own(sources, argument, done));
    int read = 0;
    try (Parallel one = new Parallel(1);
        EagerOps ops = EagerOps.on(one)) {
      for (int i = 0; i < ROUNDS; i++) {
        try {
          float[] numbers = each.reader().apply(ops, argument.get()).toFloats();
          assertThat(numbers).containsOnly(numbers[0]);
          read++;
        } catch (IllegalStateException e) {
          assertThat(e).hasMessageContaining("before its memory is used again");
        }
        ops.reset();
      }
    } finally {
      done.set(true);
      owner.join();
    }
    assertThat(read).isPositive();
  }

  private static void own(
      List<Tensor> sources, AtomicReference<Tensor> argument, AtomicBoolean done) {
    try (Parallel one = new Parallel(1);
        EagerOps ops = EagerOps.on(one)) {
      for (int i = 0; !done.get(); i++) {
        ops.reset();
        argument.set(ops.relu(sources.get(i % 2)));
        long until = System.nanoTime() + i * 7919L % 100_000;
        while (System.nanoTime() < until) {
          Thread.onSpinWait();
        }
      }
    }
  }
}
