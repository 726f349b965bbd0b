package io.blick.models;

import io.blick.core.attention.AttentionOptions;
import io.blick.core.attention.AttentionSite;
import io.blick.core.attention.KvSource;
import io.blick.core.nn.Embedding;
import io.blick.core.nn.Gelu;
import io.blick.core.nn.LayerNorm;
import io.blick.core.nn.Linear;
import io.blick.core.nn.Ops;
import io.blick.core.nn.ReferenceOps;
import io.blick.core.nn.RmsNorm;
import io.blick.core.nn.Rotary;
import io.blick.core.tensor.Sequences;
import io.blick.core.tensor.Tensor;
import java.util.function.Supplier;

/**
 * The obvious operations in float64, each result rounded once to float32: as exact as operations
 * can be whose results are float32.
 */
public final class RoundedOps implements Ops {
  private final Ops exact = new ReferenceOps();

  /** Creates the operations. */
  public RoundedOps() {}

  private static Tensor rounded(Tensor x) {
    return Tensor.of(x.toFloats(), x.sizes());
  }

  @Override
  public Tensor linear(Tensor x, Linear layer) {
    return rounded(exact.linear(x, layer));
  }

  @Override
  public Tensor add(Tensor a, Tensor b) {
    return rounded(exact.add(a, b));
  }

  @Override
  public Tensor multiply(Tensor a, Tensor b) {
    return rounded(exact.multiply(a, b));
  }

  @Override
  public Tensor scale(Tensor x, float factor) {
    return rounded(exact.scale(x, factor));
  }

  @Override
  public Tensor softCap(Tensor x, float cap) {
    return rounded(exact.softCap(x, cap));
  }

  @Override
  public Tensor layerNorm(Tensor x, LayerNorm norm) {
    return rounded(exact.layerNorm(x, norm));
  }

  @Override
  public Tensor rmsNorm(Tensor x, RmsNorm norm) {
    return rounded(exact.rmsNorm(x, norm));
  }

  @Override
  public Tensor rotate(Tensor x, Tensor positions, Rotary rotary) {
    return rounded(exact.rotate(x, positions, rotary));
  }

  @Override
  public Tensor gelu(Tensor x, Gelu kind) {
    return rounded(exact.gelu(x, kind));
  }

  @Override
  public Tensor relu(Tensor x) {
    return rounded(exact.relu(x));
  }

  @Override
  public Tensor silu(Tensor x) {
    return rounded(exact.silu(x));
  }

  @Override
  public Tensor tanh(Tensor x) {
    return rounded(exact.tanh(x));
  }

  @Override
  public Tensor softmax(Tensor x) {
    return rounded(exact.softmax(x));
  }

  @Override
  public Tensor embedding(Tensor ids, Embedding table) {
    return rounded(exact.embedding(ids, table));
  }

  @Override
  public Tensor gather(Tensor x, Tensor rows) {
    return rounded(exact.gather(x, rows));
  }

  @Override
  public Tensor mean(Tensor x, Sequences sequences) {
    return rounded(exact.mean(x, sequences));
  }

  @Override
  public Tensor unit(Tensor x) {
    return rounded(exact.unit(x));
  }

  @Override
  public Tensor attention(
      AttentionSite site, Tensor q, Tensor k, Tensor v, AttentionOptions options) {
    return rounded(exact.attention(site, q, k, v, options));
  }

  @Override
  public Tensor attention(
      AttentionSite site, Tensor q, Sequences queries, KvSource source, AttentionOptions options) {
    return rounded(exact.attention(site, q, queries, source, options));
  }

  @Override
  public Tensor splitHeads(Tensor x, int heads) {
    return exact.splitHeads(x, heads);
  }

  @Override
  public Tensor joinHeads(Tensor x) {
    return exact.joinHeads(x);
  }

  @Override
  public Tensor rows(Tensor x) {
    return exact.rows(x);
  }

  @Override
  public Tensor scoped(Supplier<Tensor> body) {
    return body.get();
  }

  @Override
  public void close() {}
}
