package io.blick.core.nn;

import io.blick.core.attention.AttentionOptions;
import io.blick.core.attention.AttentionSite;
import io.blick.core.attention.KvSource;
import io.blick.core.cache.KvLayer;
import io.blick.core.tensor.Axes;
import io.blick.core.tensor.DType;
import io.blick.core.tensor.Sequences;
import io.blick.core.tensor.ShapeException;
import io.blick.core.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The checks of arguments for each operation, the same for every implementation of Ops: that they
 * are there, can be read and fit each other.
 */
final class Shapes {
  private static final Axes LINEAR = Axes.of("linear", "x: … I");
  private static final Axes NORM = Axes.of("layerNorm", "x: … C", "gain: C", "bias: C");
  private static final Axes RMS_NORM = Axes.of("rmsNorm", "x: … C", "gain: C");
  private static final Axes ROTATE = Axes.of("rotate", "x: N H D", "positions: N");
  private static final Axes GATHER = Axes.of("gather", "x: N C");
  private static final Axes MEAN = Axes.of("mean", "x: N C");
  private static final Axes ATTENTION =
      Axes.of("attention", "q: B T H D", "k: B S Hkv D", "v: B S Hkv Dv");
  private static final Axes SEQUENCES =
      Axes.of("attention", "q: N H D", "k: M Hkv D", "v: M Hkv Dv");

  private static final Axes QUERIES = Axes.of("attention", "q: N H D");

  private Shapes() {}

  /** Returns the size of the last axis; 1 for a single number. */
  static int width(Tensor x) {
    return x.rank() == 0 ? 1 : x.size(x.rank() - 1);
  }

  /** Returns the product of all axes but the last. */
  static int rows(Tensor x) {
    long rows = 1;
    for (int axis = 0; axis < x.rank() - 1; axis++) {
      rows *= x.size(axis);
    }
    return Math.toIntExact(rows);
  }

  /**
   * Checks that an argument is there and can be read.
   *
   * @param what operation and argument, such as {@code "linear: x"}
   */
  static void given(String what, Tensor x) {
    present(what, x);
    x.demandReadable(what);
  }

  /** Checks that an argument is there. */
  static void present(String what, Object argument) {
    if (argument == null) {
      throw new NullPointerException(what + " must not be null");
    }
  }

  static void linear(Tensor x, Linear layer, Activation activation) {
    given("linear: x", x);
    present("linear: layer", layer);
    present("linear: activation", activation);
    layer.demandReadable();
    LINEAR.check(x);
    if (width(x) != layer.inputs()) {
      throw new ShapeException(
          "linear: axis I is %d in x but %d in weight; x is %s, weight is (O=%d, I=%d)%s"
              .formatted(
                  width(x),
                  layer.inputs(),
                  described(x),
                  layer.outputs(),
                  layer.inputs(),
                  layer.bias().map(b -> ", bias is (O=%d)".formatted(b.size(0))).orElse("")));
    }
  }

  /** Returns the sizes of x, the last one with its name: {@code (2, I=3)}. */
  private static String described(Tensor x) {
    String outer = Arrays.stream(x.sizes())
        .limit(x.rank() - 1L)
        .mapToObj(size -> size + ", ")
        .collect(Collectors.joining());
    return "(%sI=%d)".formatted(outer, width(x));
  }

  static void layerNorm(Tensor x, LayerNorm norm) {
    given("layerNorm: x", x);
    present("layerNorm: norm", norm);
    given("layerNorm: gain", norm.gain());
    given("layerNorm: bias", norm.bias());
    NORM.check(x, norm.gain(), norm.bias());
  }

  static void rmsNorm(Tensor x, RmsNorm norm) {
    given("rmsNorm: x", x);
    present("rmsNorm: norm", norm);
    given("rmsNorm: gain", norm.gain());
    RMS_NORM.check(x, norm.gain());
  }

  static void attention(
      AttentionSite site, Tensor q, Tensor k, Tensor v, AttentionOptions options) {
    present("attention: site", site);
    given("attention: q", q);
    given("attention: k", k);
    given("attention: v", v);
    present("attention: options", options);
    ATTENTION.check(q, k, v);
  }

  static void attention(
      AttentionSite site, Tensor q, Sequences queries, KvSource source, AttentionOptions options) {
    present("attention: site", site);
    given("attention: q", q);
    present("attention: queries", queries);
    present("attention: source", source);
    present("attention: options", options);
    switch (source) {
      case KvSource.Fresh(Tensor k, Tensor v, Sequences keys) -> {
        given("attention: k", k);
        given("attention: v", v);
        SEQUENCES.check(q, k, v);
        queries.check("attention: q", q);
        keys.check("attention: k", k);
        together(queries, keys.count());
      }
      case KvSource.Cached(List<KvLayer> layers) -> {
        QUERIES.check(q);
        queries.check("attention: q", q);
        together(queries, layers.size());
        layers.forEach(KvLayer::demandReadable);
        layers.forEach(layer -> alike(q, layers.getFirst(), layer));
      }
    }
  }

  private static void alike(Tensor q, KvLayer first, KvLayer layer) {
    if (layer.length() < 1
        || layer.dim() != Shapes.width(q)
        || layer.keyHeads() != first.keyHeads()
        || layer.valueDim() != first.valueDim()) {
      throw new ShapeException(
          ("attention: every cache must have a position, D of the queries, and Hkv and Dv of the"
                  + " first; q is %s, the first is %s, got %s")
              .formatted(q, first, layer));
    }
  }

  private static void together(Sequences queries, int keys) {
    if (queries.count() != keys) {
      throw new ShapeException(
          "attention: queries and keys must be of as many sequences; got %d of queries, %d of keys;"
                  .formatted(queries.count(), keys)
              + " give the keys of each sequence");
    }
  }

  static void add(Tensor a, Tensor b) {
    given("add: a", a);
    given("add: b", b);
    sameSizes("add", a, b);
  }

  static void multiply(Tensor a, Tensor b) {
    given("multiply: a", a);
    given("multiply: b", b);
    sameSizes("multiply", a, b);
  }

  private static void sameSizes(String operation, Tensor a, Tensor b) {
    boolean same = a.rank() == b.rank();
    for (int axis = 0; same && axis < a.rank(); axis++) {
      same = a.size(axis) == b.size(axis);
    }
    if (!same) {
      throw new ShapeException(
          "%s: sizes must be equal; a is %s, b is %s".formatted(operation, a, b));
    }
  }

  static void softCap(Tensor x, float cap) {
    given("softCap: x", x);
    if (!(cap > 0 && cap < Float.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("softCap: cap must be positive and finite; got " + cap);
    }
  }

  static void gelu(Tensor x, Gelu kind) {
    present("gelu: kind", kind);
    given("gelu: x", x);
  }

  static void rotate(Tensor x, Tensor positions, Rotary rotary) {
    given("rotate: x", x);
    given("rotate: positions", positions);
    present("rotate: rotary", rotary);
    ROTATE.check(x, positions);
    if (rotary.rotated() > width(x)) {
      throw new ShapeException(
          "rotate: D must be at least the rotated elements; x is %s, rotated are %d"
              .formatted(x, rotary.rotated()));
    }
    positions.demand(DType.I32, "rotate: positions");
    for (long i = 0; i < positions.count(); i++) {
      if (positions.get(i) < 0) {
        throw new IndexOutOfBoundsException(
            "rotate: positions must not be negative; got %d at place %d"
                .formatted((long) positions.get(i), i));
      }
    }
  }

  static void embedding(Tensor ids, Embedding embedding) {
    given("embedding: ids", ids);
    present("embedding: table", embedding);
    embedding.table().demandReadable("embedding: table");
    rowsOf("embedding: ids", ids, "table", embedding.rows());
  }

  static void gather(Tensor x, Tensor rows) {
    given("gather: x", x);
    given("gather: rows", rows);
    GATHER.check(x);
    rowsOf("gather: rows", rows, "x", x.size(0));
  }

  /** Checks that numbers are those of rows. */
  private static void rowsOf(String what, Tensor numbers, String matrix, int rows) {
    numbers.demand(DType.I32, what);
    for (long i = 0; i < numbers.count(); i++) {
      double row = numbers.get(i);
      if (row < 0 || row >= rows) {
        throw new IndexOutOfBoundsException(
            "%s must be from 0 to %d, the rows of %s; got %d at place %d"
                .formatted(what, rows - 1, matrix, (long) row, i));
      }
    }
  }

  static void mean(Tensor x, Sequences sequences) {
    given("mean: x", x);
    present("mean: sequences", sequences);
    MEAN.check(x);
    sequences.check("mean: x", x);
  }

  static void splitHeads(Tensor x, int heads) {
    given("splitHeads: x", x);
    if (x.rank() != 2 && x.rank() != 3) {
      throw new ShapeException(
          "splitHeads: x must have the axes (N C) or (B T C); got %s".formatted(x));
    }
    if (heads < 1 || width(x) % heads != 0) {
      throw new ShapeException(
          "splitHeads: C must be a multiple of the heads; x is %s, heads are %d"
              .formatted(x, heads));
    }
  }

  static void joinHeads(Tensor x) {
    given("joinHeads: x", x);
    if (x.rank() != 3 && x.rank() != 4) {
      throw new ShapeException(
          "joinHeads: x must have the axes (N H D) or (B T H D); got %s".formatted(x));
    }
  }
}
