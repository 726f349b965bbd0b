package io.blick.models.gemma;

import io.blick.core.attention.SoftCap;
import io.blick.core.nn.Ops;
import io.blick.core.tensor.Tensor;
import io.blick.models.causal.CausalStack;
import io.blick.models.causal.PreNormStack;
import io.blick.models.text.InputProjections;
import io.blick.models.text.Pass;

/**
 * A stack whose word embeddings are multiplied by √C, and whose logits may be bounded.
 *
 * @param inner the stack without these
 * @param cap the bound on the logits
 */
record GemmaStack(PreNormStack inner, SoftCap cap) implements CausalStack {

  @Override
  public int layers() {
    return inner.layers();
  }

  @Override
  public Tensor embed(Ops ops, Pass pass) {
    float scale = (float) StrictMath.sqrt(inner.table().width());
    return ops.scale(inner.embed(ops, pass), scale);
  }

  @Override
  public Tensor block(Ops ops, int layer, Tensor x, Pass pass) {
    return inner.block(ops, layer, x, pass);
  }

  @Override
  public Tensor norm(Ops ops, Tensor x) {
    return inner.norm(ops, x);
  }

  @Override
  public Tensor logits(Ops ops, Tensor x) {
    Tensor logits = inner.logits(ops, x);
    return switch (cap) {
      case SoftCap.None _ -> logits;
      case SoftCap.Tanh(float bound) -> ops.softCap(logits, bound);
    };
  }

  @Override
  public InputProjections inputProjections(int index) {
    return inner.inputProjections(index);
  }

  @Override
  public Tensor outputProjection(int index) {
    return inner.outputProjection(index);
  }
}
