package io.blick.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The fast kernels of statistics give the bits of the obvious ones. */
class StatisticKernelsTest {
  private static final int FLOATS = 20_000;
  private static final long SCORES = 0;
  private static final long WEIGHTS = 7000;
  private static final long STATE = 14_000;
  private static final long ROWS = 15_000;
  private static final long NUMBERS = 18_000;

  private final SplittableRandom random = new SplittableRandom(3);

  @ParameterizedTest(name = "{0} keys, {1} columns")
  @CsvSource({"1, 16", "7, 16", "96, 64", "31, 48", "96, 32"})
  void every_statistic_gives_equal_bits(int keys, int width) {
    same((k, m) -> k.entropy(m, SCORES, WEIGHTS, keys, width, 0.7f, STATE, ROWS));
    same((k, m) -> k.largest(m, SCORES, keys, width, 17, ROWS));
    same((k, m) -> k.mean(m, WEIGHTS, keys, width, NUMBERS, STATE, ROWS));
    same((k, m) -> k.distance(m, WEIGHTS, keys, width, NUMBERS, 23, STATE, ROWS));
    same((k, m) -> k.receive(m, WEIGHTS, keys, width, NUMBERS, ROWS));
  }

  private void same(BiConsumer<StatisticKernels, MemorySegment> operation) {
    for (int i = 0; i < 20; i++) {
      MemorySegment one = random();
      MemorySegment other = Arena.ofAuto().allocate(FLOATS * 4L, 64).copyFrom(one);

      operation.accept(new ScalarStatistics(), one);
      operation.accept(new VectorStatistics(), other);

      // Of the many NaNs, which one is not promised.
      for (int at = 0; at < FLOATS; at++) {
        assertThat(Float.floatToIntBits(Memory.get(other, at)))
            .isEqualTo(Float.floatToIntBits(Memory.get(one, at)));
      }
    }
  }

  /** Numbers with zeros, huge ones, infinities and NaN among them. */
  private MemorySegment random() {
    MemorySegment memory = Arena.ofAuto().allocate(FLOATS * 4L, 64);
    boolean special = random.nextBoolean();
    boolean huge = random.nextInt(4) == 0;
    for (int at = 0; at < FLOATS; at++) {
      float value = (float) random.nextGaussian() * (huge ? 0x1p31f : 1);
      int kind = special ? random.nextInt(40) : random.nextInt(5, 40);
      Memory.set(
          memory,
          at,
          switch (kind) {
            case 0 -> Float.NaN;
            case 1 -> Float.POSITIVE_INFINITY;
            case 2, 3 -> Float.NEGATIVE_INFINITY;
            case 5, 6 -> 0;
            default -> value;
          });
    }
    return memory;
  }
}
