package io.blick.models.format.fuzz;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Decides, wherever a file is built, whether this place of it is to be wrong, and how. The same
 * seed gives the same file.
 */
public final class Mutator {
  private static final long[] TELLING = {
    0,
    1,
    2,
    127,
    128,
    65_535,
    65_536,
    100_000_000,
    100_000_001,
    Integer.MAX_VALUE,
    1L << 31,
    1L << 32,
    1L << 40,
    Long.MAX_VALUE,
    Long.MIN_VALUE,
    -1
  };

  private final SplittableRandom random;
  private final int rarity;

  /** Strikes nowhere: what is built is valid. */
  public static Mutator harmless() {
    return new Mutator(new SplittableRandom(1), 0);
  }

  /** Strikes once in {@code rarity} places, nowhere if that is 0. */
  Mutator(SplittableRandom random, int rarity) {
    this.random = random;
    this.rarity = rarity;
  }

  public boolean strikes() {
    return strikes(1);
  }

  /** Strikes {@code times} less often than elsewhere. */
  public boolean strikes(int times) {
    return rarity > 0 && random.nextInt(rarity * times) == 0;
  }

  /** Strikes at a place that is met once in a file, however rarely elsewhere. */
  public boolean strikesForOnce(int seldom) {
    return rarity > 0 && random.nextInt(seldom) == 0;
  }

  public int below(int bound) {
    return random.nextInt(bound);
  }

  /** Returns a number, or something near it or far from it. */
  public long number(long honest) {
    return strikes() ? wrong(honest) : honest;
  }

  public long wrong(long honest) {
    return switch (random.nextInt(6)) {
      case 0 -> honest + 1;
      case 1 -> honest - 1;
      case 2 -> honest ^ (1L << random.nextInt(64));
      case 3 -> random.nextLong() >>> random.nextInt(64);
      case 4 -> random.nextInt(64);
      default -> TELLING[random.nextInt(TELLING.length)];
    };
  }

  /** Returns the honest text, or one of the others. */
  public String text(String honest, String... others) {
    return strikes() ? others[random.nextInt(others.length)] : honest;
  }

  /** Damages finished bytes once in a while, knowing nothing of what they mean. */
  public byte[] bytes(byte[] honest) {
    if (!strikes() || honest.length == 0) {
      return honest;
    }
    byte[] wrong = honest.clone();
    int at = random.nextInt(wrong.length);
    return switch (random.nextInt(5)) {
      case 0 -> Arrays.copyOf(wrong, at);
      case 1 -> {
        wrong[at] ^= (byte) (1 << random.nextInt(8));
        yield wrong;
      }
      case 2 -> {
        wrong[at] = (byte) random.nextInt(256);
        yield wrong;
      }
      case 3 -> Arrays.copyOf(wrong, wrong.length + 1 + random.nextInt(16));
      default -> {
        int from = random.nextInt(wrong.length);
        int count = Math.min(random.nextInt(16), wrong.length - Math.max(at, from));
        System.arraycopy(honest, from, wrong, at, count);
        yield wrong;
      }
    };
  }
}
