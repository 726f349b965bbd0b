package io.blick.core.attention;

import io.blick.core.cache.KvLayer;
import io.blick.core.kernel.Memory;
import io.blick.core.kernel.OneCaller;
import io.blick.core.tensor.Axes;
import io.blick.core.tensor.DType;
import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.ShapeException;
import io.blick.core.tensor.Tensor;
import java.util.function.BiConsumer;

/**
 * softmax(softCap(scale · q kᵀ) + mask) v for every head, exactly.
 *
 * <p>It goes through the keys block by block (the online softmax of Milakov and Gimelshein 2018,
 * arXiv 1805.02867); a thread never holds more scores than those of 64 queries and 192 keys. The
 * loop over the blocks is {@code QueryBlock.attend}, and the steps of one block are
 * {@code QueryBlock.attendBlock}. Heads may be grouped: {@code H} is a multiple of {@code Hkv}, and
 * query head h reads key-value head h / (H / Hkv). A query that may look at no key gives zeros and
 * a log-sum-exp of −∞.
 *
 * <p>A query gives the same bits alone, among others, in a batch and for any number of threads
 * (docs/numerics.md). An object serves one caller at a time and throws when a second one calls;
 * many objects may share their threads.
 *
 * <p>A score that is NaN, or +∞ because it overflowed, makes the output and log-sum-exp of its
 * query and head NaN, and no other; a soft cap takes +∞ to its bound. A score of −∞ has the weight
 * 0; where a query sees keys but has no other score, its row is NaN, not zeros. A key that is
 * hidden from a query, and its value, have no influence on it, whatever they hold.
 *
 * @see ReferenceAttention the same in three plain steps
 * @see <a href="https://arxiv.org/abs/1706.03762">Vaswani et al. 2017, eq. 1</a>
 */
public final class Attention {
  private static final Axes AXES =
      Axes.of("attention", "q: B T H D", "k: B S Hkv D", "v: B S Hkv Dv");
  private static final Axes OUTPUT =
      Axes.of("attention", "q: B T H D", "v: B S Hkv Dv", "output: B T H Dv");
  private static final Axes CACHED =
      Axes.of("attention", "q: B T H D", "output: B T H Dv", "lse: B H T");
  private static final Axes LSE = Axes.of("attention", "q: B T H D", "lse: B H T");

  private final OneCaller caller =
      new OneCaller("attention", "make an Attention for each caller: they may share their threads");
  private final Parallel parallel;
  private final AttentionJob job;
  // Made once, so that no call allocates anything.
  private final BiConsumer<String, Tensor> reached;

  /**
   * Creates the operation.
   *
   * @param parallel the threads that share the heads
   */
  public Attention(Parallel parallel) {
    present("parallel", parallel);
    this.parallel = parallel;
    this.reached = parallel::demandReadable;
    this.job = new AttentionJob(parallel);
  }

  /**
   * Output and log-sum-exp.
   *
   * @param output (B, T, H, Dv)
   * @param lse natural logarithm of the sum of exp(score) of each row (B, H, T)
   */
  public record Attended(Tensor output, Tensor lse) {}

  /**
   * Returns output and log-sum-exp in memory of their own.
   *
   * @param q queries (B, T, H, D), float32
   * @param k keys (B, S, Hkv, D), float32
   * @param v values (B, S, Hkv, Dv), float32
   * @param options mask, scale, soft cap and cuts
   * @throws ShapeException if axes of one name differ in size, Hkv does not divide H, or the mask
   *     or a cut is not for B entries of at most S keys
   * @throws IllegalStateException while another call of this object runs, or if memory of an
   *     argument was freed or used again
   * @throws WrongThreadException if memory of an argument is that of a confined arena, and several
   *     threads compute
   */
  public Attended attend(Tensor q, Tensor k, Tensor v, AttentionOptions options) {
    given(q, k, v, options);
    AXES.check(q, k, v);
    int batch = AXES.size("B", "q", q);
    int queries = AXES.size("T", "q", q);
    int heads = AXES.size("H", "q", q);
    Tensor output = Tensor.zeros(batch, queries, heads, AXES.size("Dv", "v", v));
    Tensor lse = Tensor.zeros(batch, heads, queries);
    attend(q, k, v, options, output, lse);
    return new Attended(output, lse);
  }

  /**
   * Writes output and log-sum-exp where the caller wants them.
   *
   * @param q queries (B, T, H, D), float32
   * @param k keys (B, S, Hkv, D), float32
   * @param v values (B, S, Hkv, Dv), float32
   * @param options mask, scale, soft cap and cuts
   * @param output becomes the weighted values (B, T, H, Dv), in memory apart from all others
   * @param lse becomes the log-sum-exp (B, H, T), in memory apart from all others
   * @throws ShapeException if axes of one name differ in size, Hkv does not divide H, or the mask
   *     or a cut is not for B entries of at most S keys
   * @throws IllegalStateException while another call of this object runs, or if memory of an
   *     argument was freed or used again
   * @throws WrongThreadException if memory of an argument is that of a confined arena, and several
   *     threads compute
   */
  public void attend(
      Tensor q, Tensor k, Tensor v, AttentionOptions options, Tensor output, Tensor lse) {
    attend(q, k, v, options, output, lse, Statistics.none());
  }

  /**
   * Writes output, log-sum-exp and statistics of the weights where the caller wants them.
   *
   * @param q queries (B, T, H, D), float32
   * @param k keys (B, S, Hkv, D), float32
   * @param v values (B, S, Hkv, Dv), float32
   * @param options mask, scale, soft cap and cuts
   * @param output becomes the weighted values (B, T, H, Dv), in memory apart from all others
   * @param lse becomes the log-sum-exp (B, H, T), in memory apart from all others
   * @param statistics what is gathered besides, and where it goes
   * @throws ShapeException if axes of one name differ in size, Hkv does not divide H, or the mask
   *     or a cut is not for B entries of at most S keys
   * @throws IllegalStateException while another call of this object runs, or if memory of an
   *     argument was freed or used again
   * @throws WrongThreadException if memory of an argument is that of a confined arena, and several
   *     threads compute
   */
  public void attend(
      Tensor q,
      Tensor k,
      Tensor v,
      AttentionOptions options,
      Tensor output,
      Tensor lse,
      Statistics statistics) {
    check(q, k, v, options);
    present("statistics", statistics);
    statistics.check(q, k);
    checkResults(q, v, output, lse);
    checkApart(q, k, v, output, lse);
    if (!statistics.each().isEmpty()) {
      statistics.eachResult((name, result) -> checkApart(name, result, q, k, v, output, lse));
    }
    demand("attention: q", q);
    demand("attention: k", k);
    demand("attention: v", v);
    demand("attention: output", output);
    demand("attention: lse", lse);
    options.mask().eachTable(reached);
    statistics.eachTensor(reached);
    try (OneCaller.Call _ = caller.enter()) {
      job.run(q, k, v, options, output, lse, statistics);
    } catch (IllegalStateException e) {
      demandAll(q, k, v, options, output, lse, statistics);
      throw e;
    }
    // Another thread may have freed them meanwhile: then nobody may see what was computed.
    demandAll(q, k, v, options, output, lse, statistics);
  }

  /**
   * Writes output and log-sum-exp of queries of one text to the keys of a cache: the bits of the
   * same keys and values in tensors.
   *
   * @param q queries (1, T, H, D), float32
   * @param layer keys and values (S, Hkv, D) and (S, Hkv, Dv)
   * @param options mask, scale, soft cap and cuts
   * @param output becomes the weighted values (1, T, H, Dv), in memory apart from q
   * @param lse becomes the log-sum-exp (1, H, T), in memory apart from both
   * @throws ShapeException if sizes do not fit each other, Hkv does not divide H, or the mask or a
   *     cut is not for one entry of at most S keys
   * @throws IllegalStateException while another call of this object runs, or if memory of an
   *     argument was freed or used again
   */
  public void attend(Tensor q, KvLayer layer, AttentionOptions options, Tensor output, Tensor lse) {
    check(q, layer, options, output, lse);
    demand("attention: q", q);
    demand("attention: output", output);
    demand("attention: lse", lse);
    output.demandWritable("attention: output");
    lse.demandWritable("attention: lse");
    apart("attention: output", output, "q", q);
    apart("attention: lse", lse, "q", q);
    apart("attention: lse", lse, "output", output);
    options.mask().eachTable(reached);
    try (OneCaller.Call _ = caller.enter()) {
      job.run(q, layer, options, output, lse);
    } catch (IllegalStateException e) {
      demandReadable(q, options, output, lse);
      throw e;
    }
    demandReadable(q, options, output, lse);
    layer.demandReadable();
  }

  private void demandReadable(Tensor q, AttentionOptions options, Tensor output, Tensor lse) {
    q.demandReadable("attention: q");
    output.demandReadable("attention: output");
    lse.demandReadable("attention: lse");
    options.mask().eachTable(reached);
  }

  /** Checks the shapes of the arguments, and that mask and cuts fit them. */
  private static void check(
      Tensor q, KvLayer layer, AttentionOptions options, Tensor output, Tensor lse) {
    present("q", q);
    present("layer", layer);
    present("options", options);
    present("output", output);
    present("lse", lse);
    q.demandReadable("attention: q");
    layer.demandReadable();
    CACHED.check(q, output, lse);
    boolean one = size("B", "q", q) == 1;
    boolean fits =
        size("D", "q", q) == layer.dim() && CACHED.size("Dv", "output", output) == layer.valueDim();
    if (!one || !fits) {
      throw new ShapeException(
          "attention: one text's queries must have D=%d and its outputs Dv=%d, as the cache has;"
                  .formatted(layer.dim(), layer.valueDim())
              + " q is %s, output is %s".formatted(q, output));
    }
    int heads = size("H", "q", q);
    checkHeads(heads, layer.keyHeads());
    int queries = size("T", "q", q);
    options.mask().check(1, heads, queries, layer.length());
    options.cuts().check(1, heads, queries, layer.length());
  }

  private void demandAll(
      Tensor q,
      Tensor k,
      Tensor v,
      AttentionOptions options,
      Tensor output,
      Tensor lse,
      Statistics statistics) {
    demandReadable(q, k, v);
    output.demandReadable("attention: output");
    lse.demandReadable("attention: lse");
    options.mask().eachTable(reached);
    statistics.eachTensor(reached);
  }

  private static void checkResults(Tensor q, Tensor v, Tensor output, Tensor lse) {
    present("output", output);
    present("lse", lse);
    OUTPUT.check(q, v, output);
    LSE.check(q, lse);
    output.demandWritable("attention: output");
    lse.demandWritable("attention: lse");
  }

  private static void checkApart(Tensor q, Tensor k, Tensor v, Tensor output, Tensor lse) {
    checkApart("attention: lse", lse, q, k, v, output);
    apart("attention: output", output, "q", q);
    apart("attention: output", output, "k", k);
    apart("attention: output", output, "v", v);
  }

  private static void checkApart(
      String name, Tensor result, Tensor q, Tensor k, Tensor v, Tensor output, Tensor lse) {
    checkApart(name, result, q, k, v, output);
    apart(name, result, "lse", lse);
  }

  private static void checkApart(
      String name, Tensor result, Tensor q, Tensor k, Tensor v, Tensor output) {
    apart(name, result, "q", q);
    apart(name, result, "k", k);
    apart(name, result, "v", v);
    apart(name, result, "output", output);
  }

  private static void apart(String name, Tensor result, String other, Tensor argument) {
    if (Memory.overlap(result.data(), argument.data())) {
      throw new IllegalArgumentException(
          "%s must have memory apart from that of %s; got %s within it; give another tensor"
              .formatted(name, other, result));
    }
  }

  private void demand(String what, Tensor x) {
    x.demand(DType.F32, what);
    parallel.demandReadable(what, x);
  }

  private static void given(Tensor q, Tensor k, Tensor v, AttentionOptions options) {
    present("q", q);
    present("k", k);
    present("v", v);
    present("options", options);
    demandReadable(q, k, v);
  }

  private static void demandReadable(Tensor q, Tensor k, Tensor v) {
    q.demandReadable("attention: q");
    k.demandReadable("attention: k");
    v.demandReadable("attention: v");
  }

  /** Checks that an argument is there. */
  static void present(String name, Object argument) {
    if (argument == null) {
      throw new NullPointerException("attention: " + name + " must not be null");
    }
  }

  /** Checks the shapes of the arguments, and that mask and cuts fit them. */
  static void check(Tensor q, Tensor k, Tensor v, AttentionOptions options) {
    given(q, k, v, options);
    AXES.check(q, k, v);
    int heads = AXES.size("H", "q", q);
    checkHeads(heads, AXES.size("Hkv", "k", k));
    int batch = AXES.size("B", "q", q);
    int queries = AXES.size("T", "q", q);
    int keys = AXES.size("S", "k", k);
    options.mask().check(batch, heads, queries, keys);
    options.cuts().check(batch, heads, queries, keys);
  }

  private static void checkHeads(int heads, int keyHeads) {
    if (keyHeads == 0 ? heads != 0 : heads % keyHeads != 0) {
      throw new ShapeException(
          "attention: query heads must be a multiple of key-value heads; got H=%d, Hkv=%d"
              .formatted(heads, keyHeads));
    }
  }

  /** Returns the size of an axis of the queries, keys or values. */
  static int size(String axis, String argument, Tensor tensor) {
    return AXES.size(axis, argument, tensor);
  }
}
