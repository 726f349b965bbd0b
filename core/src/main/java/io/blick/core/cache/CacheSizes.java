package io.blick.core.cache;

import io.blick.core.tensor.Axes;
import io.blick.core.tensor.ShapeException;
import io.blick.core.tensor.Tensor;

/**
 * The sizes of a cache.
 *
 * @param layers number of layers, L
 * @param keyHeads number of key-value heads, Hkv
 * @param dim elements of a key, D
 * @param valueDim elements of a value, Dv
 */
record CacheSizes(int layers, int keyHeads, int dim, int valueDim) {
  private static final double MOST_FLOATS = 0x1p40;
  private static final Axes AXES = Axes.of("cache", "k: T Hkv D", "v: T Hkv Dv");

  CacheSizes {
    if (layers < 1 || keyHeads < 1 || dim < 1 || valueDim < 1) {
      throw new ShapeException("cache: sizes must be at least 1; got L=%d, Hkv=%d, D=%d, Dv=%d"
          .formatted(layers, keyHeads, dim, valueDim));
    }
    // In floating point, where nothing overflows.
    double floats = (double) KvLayer.BLOCK * keyHeads * ((double) dim + valueDim);
    if (floats > MOST_FLOATS) {
      throw new ShapeException(
          "cache: %d positions of a layer must be below 2^40 numbers; got Hkv=%d, D=%d, Dv=%d"
              .formatted(KvLayer.BLOCK, keyHeads, dim, valueDim));
    }
  }

  void check(Tensor k, Tensor v) {
    AXES.check(k, v);
    if (AXES.size("Hkv", "k", k) != keyHeads
        || AXES.size("D", "k", k) != dim
        || AXES.size("Dv", "v", v) != valueDim) {
      throw new ShapeException("cache: sizes must be Hkv=%d, D=%d, Dv=%d; k is %s, v is %s"
          .formatted(keyHeads, dim, valueDim, k, v));
    }
  }

  /** Returns the floats of the keys of a block. */
  long keyFloats() {
    return (long) KvLayer.BLOCK * keyHeads * dim;
  }

  /** Returns the floats of a block: its keys, then its values. */
  long floats() {
    return keyFloats() + (long) KvLayer.BLOCK * keyHeads * valueDim;
  }
}
