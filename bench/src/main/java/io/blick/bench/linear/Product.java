package io.blick.bench.linear;

import io.blick.bench.comparison.Agreement;
import io.blick.bench.peer.Peer;
import io.blick.bench.peer.PeerSide;
import io.blick.bench.peer.RawFile;
import io.blick.bench.timing.BlickSide;
import io.blick.bench.timing.Side;
import io.blick.core.nn.EagerOps;
import io.blick.core.nn.Linear;
import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.Tensor;
import java.lang.foreign.ValueLayout;
import java.util.SplittableRandom;

/** The product x Wᵀ + b with its arguments, which can be computed again and again. */
final class Product implements AutoCloseable {
  private final Sizes sizes;
  private final String name;
  private final Tensor x;
  private final Linear layer;
  private final EagerOps ops;

  /**
   * The sizes of a product.
   *
   * @param rows of x
   * @param inputs I, the terms of each output's sum
   * @param outputs O
   */
  record Sizes(int rows, int inputs, int outputs) {

    /** Returns the floating point operations. */
    double flops() {
      return 2.0 * rows * inputs * outputs;
    }

    /** Returns the size of W in bytes. */
    long weightBytes() {
      return (long) Float.BYTES * inputs * outputs;
    }

    @Override
    public String toString() {
      return "%d × %d × %d".formatted(rows, inputs, outputs);
    }
  }

  /** The layout of W. */
  enum Weights {
    /** Packed once, before the product, as when a model is opened. */
    PACKED(""),
    /** Row-major, not packed, as when W changes from one product to the next. */
    AS_STORED(", W as stored");

    private final String suffix;

    Weights(String suffix) {
      this.suffix = suffix;
    }

    private Linear of(Linear layer) {
      return switch (this) {
        case PACKED -> layer.packed();
        case AS_STORED -> layer;
      };
    }
  }

  Product(Sizes sizes, Weights weights, Parallel parallel) {
    SplittableRandom random = new SplittableRandom(42);
    this.sizes = sizes;
    this.name = sizes + weights.suffix;
    this.x = uniform(random, sizes.rows(), sizes.inputs());
    this.layer = weights.of(Linear.of(
        uniform(random, sizes.outputs(), sizes.inputs()), uniform(random, sizes.outputs())));
    this.ops = EagerOps.on(parallel);
  }

  private static Tensor uniform(SplittableRandom random, int... sizes) {
    Tensor tensor = Tensor.zeros(sizes);
    for (long i = 0; i < tensor.count(); i++) {
      tensor.data().setAtIndex(ValueLayout.JAVA_FLOAT, i, random.nextFloat() * 2 - 1);
    }
    return tensor;
  }

  String name() {
    return name;
  }

  void run() {
    ops.linear(x, layer);
    ops.reset();
  }

  Side side() {
    return new BlickSide("Blick", this::run);
  }

  /** Gives a peer the same numbers, and checks that it computes the same. */
  PeerSide load(Peer peer) {
    RawFile.write(peer.folder().resolve("x"), x);
    RawFile.write(peer.folder().resolve("w"), layer.weight().dense());
    RawFile.write(peer.folder().resolve("b"), layer.bias().orElseThrow());
    PeerSide side =
        peer.load("linear", peer.folder(), sizes.rows(), sizes.inputs(), sizes.outputs());
    Agreement.check("linear", ops.linear(x, layer), side.result(sizes.rows(), sizes.outputs()));
    ops.reset();
    return side;
  }

  @Override
  public void close() {
    ops.close();
  }
}
