package io.blick.bench.attention;

import io.blick.bench.peer.Peer;
import io.blick.bench.peer.PeerSide;
import io.blick.bench.peer.RawFile;
import io.blick.core.tensor.Tensor;
import java.lang.foreign.ValueLayout;
import java.util.SplittableRandom;

/**
 * The inputs of an attention: normally distributed, the same in every run.
 *
 * @param shape their sizes
 * @param q queries (1, T, H, D)
 * @param k keys (1, S, Hkv, D)
 * @param v values (1, S, Hkv, D)
 */
record Inputs(Shape shape, Tensor q, Tensor k, Tensor v) {

  static Inputs random(Shape shape) {
    SplittableRandom random = new SplittableRandom(42);
    return new Inputs(
        shape,
        normal(random, shape.queries(), shape.heads(), shape.dim()),
        normal(random, shape.keys(), shape.keyHeads(), shape.dim()),
        normal(random, shape.keys(), shape.keyHeads(), shape.dim()));
  }

  private static Tensor normal(SplittableRandom random, int positions, int heads, int dim) {
    Tensor x = Tensor.zeros(1, positions, heads, dim);
    for (long i = 0; i < x.count(); i++) {
      x.data().setAtIndex(ValueLayout.JAVA_FLOAT, i, (float) random.nextGaussian());
    }
    return x;
  }

  /**
   * Gives a peer the same numbers.
   *
   * @param mask full or causal
   */
  PeerSide load(Peer peer, String mask) {
    RawFile.write(peer.folder().resolve("q"), q);
    RawFile.write(peer.folder().resolve("k"), k);
    RawFile.write(peer.folder().resolve("v"), v);
    return peer.load(
        mask,
        peer.folder(),
        shape.queries(),
        shape.keys(),
        shape.heads(),
        shape.keyHeads(),
        shape.dim(),
        mask);
  }
}
