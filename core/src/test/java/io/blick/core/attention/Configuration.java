package io.blick.core.attention;

import io.blick.core.tensor.DType;
import io.blick.core.tensor.Tensor;
import java.lang.foreign.ValueLayout;
import java.util.SplittableRandom;

/**
 * An attention drawn at random: sizes that are prime or around the edges of tiles, any masks, with
 * or without a soft cap.
 */
record Configuration(long seed, Tensor q, Tensor k, Tensor v, AttentionOptions options) {
  private static final int[] DIMS = {1, 2, 3, 5, 13, 16, 17, 31, 32, 48, 61, 64, 65, 127, 128, 129};
  private static final int[] WIDE = {191, 256, 257, 512};
  private static final int[] KEYS = {
    1, 2, 3, 5, 7, 11, 17, 23, 31, 47, 61, 64, 67, 95, 96, 97, 101, 127, 128, 129, 191, 192, 193,
    211
  };
  private static final int[] MANY_KEYS = {383, 521, 1535, 1536, 1537, 1637};

  static Configuration of(long seed) {
    var random = new SplittableRandom(seed);
    int batch = 1 + random.nextInt(3);
    int group = random.nextInt(3) == 0 ? 1 + random.nextInt(5) : 1;
    int keyHeads = 1 + random.nextInt(3);
    boolean many = random.nextInt(12) == 0;
    int keys = many ? pick(random, MANY_KEYS) : pick(random, KEYS);
    int queries = many || random.nextInt(4) == 0 ? 1 + random.nextInt(7) : pick(random, KEYS);
    boolean wide = random.nextInt(10) == 0;
    int dim = wide ? pick(random, WIDE) : pick(random, DIMS);
    int valueDim = random.nextInt(4) == 0 ? pick(random, DIMS) : dim;
    double spread = random.nextInt(5) == 0 ? 3 : 1;
    Tensor q = normal(random, spread, batch, queries, keyHeads * group, dim);
    Tensor k = normal(random, 1, batch, keys, keyHeads, dim);
    Tensor v = normal(random, 1, batch, keys, keyHeads, valueDim);
    Mask mask = mask(random, batch, keyHeads * group, queries, keys);
    AttentionOptions options = AttentionOptions.full(dim).withMask(mask);
    if (random.nextInt(6) == 0) {
      options = options.withCap(SoftCap.at(1 + 20 * random.nextFloat()));
    }
    if (random.nextInt(6) == 0) {
      options = options.withScale(options.scale() * (0.5f + random.nextFloat()));
    }
    return new Configuration(seed, q, k, v, options);
  }

  private static Mask mask(SplittableRandom random, int batch, int heads, int queries, int keys) {
    Mask mask = switch (random.nextInt(4)) {
      case 0 -> Mask.none();
      case 1 -> Mask.causal(alignment(random, queries, keys));
      default ->
        Mask.window(alignment(random, queries, keys), reach(random, keys), reach(random, keys));
    };
    if (random.nextInt(3) == 0) {
      int[] lengths = random.ints(batch, 0, keys + 1).toArray();
      mask = mask.and(Mask.padding(lengths));
    }
    if (random.nextInt(5) == 0) {
      int ofBatch = random.nextBoolean() ? 1 : batch;
      int ofHeads = random.nextBoolean() ? 1 : heads;
      mask = mask.and(Mask.allowed(allowed(random, ofBatch, ofHeads, queries, keys)));
    }
    if (random.nextInt(5) == 0) {
      int ofBatch = random.nextBoolean() ? 1 : batch;
      int ofHeads = random.nextBoolean() ? 1 : heads;
      mask = mask.and(Mask.bias(normal(random, 2, ofBatch, ofHeads, queries, keys)));
    }
    if (random.nextInt(5) == 0) {
      int ofHeads = random.nextBoolean() ? 1 : heads;
      int reach = Math.max(queries, keys) + random.nextInt(3);
      mask = mask.and(Mask.relative(normal(random, 2, ofHeads, 2 * reach - 1)));
    }
    return mask;
  }

  /** Returns relative positions (H, 2 R − 1) as the table (1, H, T, S) of a bias. */
  static Tensor writtenOut(Tensor relative, int queries, int keys) {
    int heads = relative.size(0);
    int width = relative.size(1);
    Tensor bias = Tensor.zeros(1, heads, queries, keys);
    for (int i = 0; i < bias.count(); i++) {
      int s = i % keys;
      int t = i / keys % queries;
      int h = i / keys / queries;
      float value = (float) relative.get(h * width + s - t + (width + 1) / 2 - 1);
      bias.data().set(ValueLayout.JAVA_FLOAT, (long) i * Float.BYTES, value);
    }
    return bias;
  }

  private static Alignment alignment(SplittableRandom random, int queries, int keys) {
    return switch (random.nextInt(3)) {
      case 0 -> Alignment.topLeft();
      case 1 -> Alignment.bottomRight();
      default -> Alignment.at(random.nextInt(-queries - 2, keys + 3));
    };
  }

  private static Reach reach(SplittableRandom random, int keys) {
    return random.nextInt(3) == 0 ? Reach.open() : Reach.of(random.nextInt(keys + 2));
  }

  private static int pick(SplittableRandom random, int... of) {
    return of[random.nextInt(of.length)];
  }

  static Tensor normal(SplittableRandom random, double spread, int... sizes) {
    Tensor tensor = Tensor.zeros(sizes);
    for (long i = 0; i < tensor.count(); i++) {
      float value = (float) (spread * random.nextGaussian());
      tensor.data().set(ValueLayout.JAVA_FLOAT, i * Float.BYTES, value);
    }
    return tensor;
  }

  private static Tensor allowed(SplittableRandom random, int... sizes) {
    Tensor tensor = Tensor.zeros(DType.BOOL, sizes);
    for (long i = 0; i < tensor.count(); i++) {
      tensor.data().set(ValueLayout.JAVA_BYTE, i, (byte) (random.nextInt(4) == 0 ? 0 : 1));
    }
    return tensor;
  }

  @Override
  public String toString() {
    return "seed %d: q %s, k %s, v %s, %s".formatted(seed, q, k, v, options);
  }
}
