package io.blick.lens.ablation;

import io.blick.core.attention.AttentionOptions;
import io.blick.core.nn.Activation;
import io.blick.core.nn.Embedding;
import io.blick.core.nn.Gelu;
import io.blick.core.nn.LayerNorm;
import io.blick.core.nn.Linear;
import io.blick.core.nn.Ops;
import io.blick.core.tensor.Sequences;
import io.blick.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Operations that take the results of the first scopes of a pass from an earlier pass over the same
 * texts: the layers below the first one that differs need not be computed again.
 */
final class ResumedOps implements Ops {
  private final Ops ops;
  private final List<Tensor> known;
  private final int from;
  private final int end;
  private final List<Tensor> results = new ArrayList<>();

  /**
   * Begins a pass.
   *
   * @param ops compute the rest; closed by whoever made them
   * @param known results of the first scopes, as {@link #results} of the earlier pass had them
   */
  ResumedOps(Ops ops, List<Tensor> known) {
    this(ops, known, known.size(), Integer.MAX_VALUE);
  }

  private ResumedOps(Ops ops, List<Tensor> known, int from, int end) {
    this.ops = ops;
    this.known = known;
    this.from = from;
    this.end = end;
  }

  /**
   * Begins a pass of which only one scope is computed; those after it give what is known, too.
   *
   * @param known results of all scopes of the earlier pass
   * @param scope the one that differs, counted from 0
   */
  static ResumedOps only(Ops ops, List<Tensor> known, int scope) {
    return new ResumedOps(ops, known, scope, scope + 1);
  }

  /** Returns what the scopes of this pass gave, in their order. */
  List<Tensor> results() {
    return results;
  }

  @Override
  public Tensor scoped(Supplier<Tensor> body) {
    int next = results.size();
    boolean computed = next >= from && next < end;
    Tensor result = computed ? ops.scoped(body) : known.get(next);
    results.add(result);
    return result;
  }

  @Override
  public Tensor linear(Tensor x, Linear layer) {
    return ops.linear(x, layer);
  }

  @Override
  public Tensor linear(Tensor x, Linear layer, Activation activation) {
    return ops.linear(x, layer, activation);
  }

  @Override
  public Tensor add(Tensor a, Tensor b) {
    return ops.add(a, b);
  }

  @Override
  public Tensor layerNorm(Tensor x, LayerNorm norm) {
    return ops.layerNorm(x, norm);
  }

  @Override
  public Tensor gelu(Tensor x, Gelu kind) {
    return ops.gelu(x, kind);
  }

  @Override
  public Tensor relu(Tensor x) {
    return ops.relu(x);
  }

  @Override
  public Tensor silu(Tensor x) {
    return ops.silu(x);
  }

  @Override
  public Tensor tanh(Tensor x) {
    return ops.tanh(x);
  }

  @Override
  public Tensor softmax(Tensor x) {
    return ops.softmax(x);
  }

  @Override
  public Tensor embedding(Tensor ids, Embedding table) {
    return ops.embedding(ids, table);
  }

  @Override
  public Tensor gather(Tensor x, Tensor rows) {
    return ops.gather(x, rows);
  }

  @Override
  public Tensor mean(Tensor x, Sequences sequences) {
    return ops.mean(x, sequences);
  }

  @Override
  public Tensor unit(Tensor x) {
    return ops.unit(x);
  }

  @Override
  public Tensor attention(int layer, Tensor q, Tensor k, Tensor v, AttentionOptions options) {
    return ops.attention(layer, q, k, v, options);
  }

  @Override
  public Tensor attention(
      int layer, Tensor q, Tensor k, Tensor v, Sequences sequences, AttentionOptions options) {
    return ops.attention(layer, q, k, v, sequences, options);
  }

  @Override
  public Tensor splitHeads(Tensor x, int heads) {
    return ops.splitHeads(x, heads);
  }

  @Override
  public Tensor joinHeads(Tensor x) {
    return ops.joinHeads(x);
  }

  @Override
  public Tensor rows(Tensor x) {
    return ops.rows(x);
  }

  @Override
  public void close() {}
}
