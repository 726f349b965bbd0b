package io.blick.core.nn;

import io.blick.core.attention.AttentionOptions;
import io.blick.core.attention.AttentionSite;
import io.blick.core.attention.KvSource;
import io.blick.core.tensor.Sequences;
import io.blick.core.tensor.Tensor;
import java.util.function.Supplier;

/**
 * The operations that a model is written in. A model does not know which implementation it runs on:
 * {@link EagerOps} is fast, {@link ReferenceOps} is obvious and computes in float64.
 *
 * <p>Arguments are never modified; a null one is refused by a NullPointerException that names it. A
 * result may be read until the {@link #scoped scope} in which it was made ends, or until the
 * implementation frees it or is closed. Who reads it later, or gives it to an operation, gets an
 * IllegalStateException that says so; a {@link Tensor#copy} can be kept.
 */
public interface Ops extends AutoCloseable {

  /**
   * Returns x Wᵀ + b, or x Wᵀ if the layer has no bias.
   *
   * @param x (…, I)
   * @param layer W (O, I), and b (O) if there is one
   * @return (…, O)
   */
  Tensor linear(Tensor x, Linear layer);

  /**
   * Returns f(x Wᵀ + b), or f(x Wᵀ), the same bits as in two steps.
   *
   * @param x (…, I)
   * @param layer W (O, I), and b (O) if there is one
   * @param activation f, element by element
   * @return (…, O)
   */
  default Tensor linear(Tensor x, Linear layer, Activation activation) {
    Shapes.linear(x, layer, activation);
    Tensor y = linear(x, layer);
    return switch (activation) {
      case Activation.None _ -> y;
      case Activation.Relu _ -> relu(y);
      case Activation.Silu _ -> silu(y);
      case Activation.Tanh _ -> tanh(y);
      case Gelu kind -> gelu(y, kind);
    };
  }

  /**
   * Returns a + b, element by element.
   *
   * @param a any sizes
   * @param b the same sizes
   */
  Tensor add(Tensor a, Tensor b);

  /**
   * Returns a · b, element by element.
   *
   * @param a any sizes
   * @param b the same sizes
   */
  Tensor multiply(Tensor a, Tensor b);

  /** Returns x · factor, element by element. */
  Tensor scale(Tensor x, float factor);

  /**
   * Returns cap · tanh(x / cap), element by element: the bound on the logits of Gemma 2 (arXiv
   * 2408.00118).
   *
   * @param x any sizes
   * @param cap the bound; positive
   */
  Tensor softCap(Tensor x, float cap);

  /** Returns the layer norm of x over its last axis (…, C). */
  Tensor layerNorm(Tensor x, LayerNorm norm);

  /**
   * Returns x / √(mean(x²) + epsilon) · gain over the last axis, Zhang and Sennrich 2019 (arXiv
   * 1910.07467).
   *
   * @param x (…, C)
   * @param norm gain (C), and epsilon
   */
  Tensor rmsNorm(Tensor x, RmsNorm norm);

  /**
   * Returns x with the pairs of elements of each head turned by position · frequency, Su et al.
   * 2021 (arXiv 2104.09864).
   *
   * @param x heads of all positions (N, H, D)
   * @param positions of the N rows, from 0, int32 (N)
   * @param rotary which elements are turned, and how far
   * @return (N, H, D)
   * @throws IndexOutOfBoundsException if a position is negative
   */
  Tensor rotate(Tensor x, Tensor positions, Rotary rotary);

  /** Returns gelu(x), element by element. */
  Tensor gelu(Tensor x, Gelu kind);

  /** Returns max(0, x), element by element. */
  Tensor relu(Tensor x);

  /** Returns x / (1 + exp(−x)), element by element. */
  Tensor silu(Tensor x);

  /** Returns tanh(x), element by element. */
  Tensor tanh(Tensor x);

  /** Returns exp(x) / Σ exp(x) over the last axis (…, C). */
  Tensor softmax(Tensor x);

  /**
   * Returns the rows of a table, for each id its own.
   *
   * @param ids int32 (…)
   * @param table (V, C)
   * @return (…, C)
   * @throws IndexOutOfBoundsException if an id has no row
   */
  Tensor embedding(Tensor ids, Embedding table);

  /**
   * Returns some rows of x, in any order, and as often as they are named.
   *
   * @param x (N, C)
   * @param rows their numbers from 0, int32 (…)
   * @return (…, C)
   * @throws IndexOutOfBoundsException if x has no such row
   */
  Tensor gather(Tensor x, Tensor rows);

  /**
   * Returns the mean of the rows of each sequence.
   *
   * @param x rows of all sequences (N, C)
   * @param sequences which rows belong together
   * @return (B, C)
   */
  Tensor mean(Tensor x, Sequences sequences);

  /** Returns x / √Σx² over the last axis (…, C). */
  Tensor unit(Tensor x);

  /**
   * Returns softmax(softCap(scale · q kᵀ) + mask) v for every head, and shows it to the probe, if
   * any.
   *
   * @param site which attention of which layer of the model, for the probe
   * @param q queries (B, T, H, D)
   * @param k keys (B, S, Hkv, D)
   * @param v values (B, S, Hkv, Dv)
   * @param options mask, scale, soft cap and cuts
   * @return (B, T, H, Dv)
   */
  Tensor attention(AttentionSite site, Tensor q, Tensor k, Tensor v, AttentionOptions options);

  /**
   * Returns the same for sequences of different lengths: the queries of sequence i attend to the
   * keys of sequence i, with the bits that they have alone. Queries and keys may differ in length,
   * as where a decoder attends to what its encoder made. The probe is shown one sequence after
   * another.
   *
   * @param site which attention of which layer of the model, for the probe
   * @param q queries of all sequences (N, H, D)
   * @param queries which of the N rows belong together
   * @param source keys and values of as many sequences
   * @param options mask, scale, soft cap and cuts, as for a batch of one sequence
   * @return (N, H, Dv)
   */
  Tensor attention(
      AttentionSite site, Tensor q, Sequences queries, KvSource source, AttentionOptions options);

  /**
   * Returns x, (N, C) or (B, T, C) of any type, viewed as (N, H, D) or (B, T, H, D), with D = C /
   * H; not a copy.
   */
  Tensor splitHeads(Tensor x, int heads);

  /**
   * Returns x, (N, H, D) or (B, T, H, D) of any type, viewed as (N, C) or (B, T, C), with C = H ·
   * D; not a copy.
   */
  Tensor joinHeads(Tensor x);

  /** Returns x (…, C) of any type viewed as the matrix of its rows (N, C); not a copy. */
  Tensor rows(Tensor x);

  /**
   * Returns the result of {@code body}, and frees all other tensors that it made. The result is of
   * the scope around this one, if any.
   */
  Tensor scoped(Supplier<Tensor> body);

  @Override
  void close();
}
