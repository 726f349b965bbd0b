package io.blick.core.attention;

import io.blick.core.tensor.Loan;
import io.blick.core.tensor.Tensor;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * One call of attention in a pass, as a probe sees it: queries, keys, values, output and
 * log-sum-exp, from which any weight of any head is computed again on demand.
 *
 * <p>It is lent to a probe for the length of {@link AttentionProbe#attended}. Who reads its tensors
 * afterwards, or asks for scores or weights, gets an IllegalStateException; a {@link #copy} can be
 * kept.
 */
public final class AttentionCall {
  /**
   * From here on the rounding of lse changes exp(score − lse) by more than a factor of 1 + 2⁻¹⁴.
   */
  private static final double LARGEST_LSE = 0x1p10;

  private final AttentionSite site;
  private final int sequence;
  private final Tensor q;
  private final Tensor k;
  private final Tensor v;
  private final Tensor output;
  private final Tensor lse;
  private final AttentionOptions options;

  /**
   * Creates a call of its arguments and results.
   *
   * @param site which attention of which layer
   * @param sequence of a ragged batch, counted from 0; 0 if the batch is not ragged
   * @param q queries (B, T, H, D)
   * @param k keys (B, S, Hkv, D)
   * @param v values (B, S, Hkv, Dv)
   * @param output of every head, before the output projection (B, T, H, Dv)
   * @param lse natural logarithm of the sum of exp(score) of each row (B, H, T)
   * @param options mask, scale, soft cap and cuts
   */
  public AttentionCall(
      AttentionSite site,
      int sequence,
      Tensor q,
      Tensor k,
      Tensor v,
      Tensor output,
      Tensor lse,
      AttentionOptions options) {
    Attention.present("site", site);
    Attention.present("q", q);
    Attention.present("k", k);
    Attention.present("v", v);
    Attention.present("output", output);
    Attention.present("lse", lse);
    Attention.present("options", options);
    this.site = site;
    this.sequence = sequence;
    this.q = q;
    this.k = k;
    this.v = v;
    this.output = output;
    this.lse = lse;
    this.options = options;
  }

  /**
   * Creates a call of a batch that is not ragged.
   *
   * @param site which attention of which layer
   * @param q queries (B, T, H, D)
   * @param k keys (B, S, Hkv, D)
   * @param v values (B, S, Hkv, Dv)
   * @param output of every head, before the output projection (B, T, H, Dv)
   * @param lse natural logarithm of the sum of exp(score) of each row (B, H, T)
   * @param options mask, scale, soft cap and cuts
   */
  public AttentionCall(
      AttentionSite site,
      Tensor q,
      Tensor k,
      Tensor v,
      Tensor output,
      Tensor lse,
      AttentionOptions options) {
    this(site, 0, q, k, v, output, lse, options);
  }

  /** Returns which attention of which layer it was. */
  public AttentionSite site() {
    return site;
  }

  /** Returns the sequence of a ragged batch, counted from 0; 0 if the batch is not ragged. */
  public int sequence() {
    return sequence;
  }

  /** Returns the queries (B, T, H, D). */
  public Tensor q() {
    return q;
  }

  /** Returns the keys (B, S, Hkv, D). */
  public Tensor k() {
    return k;
  }

  /** Returns the values (B, S, Hkv, Dv). */
  public Tensor v() {
    return v;
  }

  /** Returns the output of every head, before the output projection (B, T, H, Dv). */
  public Tensor output() {
    return output;
  }

  /** Returns the natural log-sum-exp of each row of scores (B, H, T). */
  public Tensor lse() {
    return lse;
  }

  /** Returns mask, scale, soft cap, and all cuts: the caller's and the probe's. */
  public AttentionOptions options() {
    return options;
  }

  /**
   * Returns the similarities q·k of one query with every key, unscaled and unmasked.
   *
   * @return (S)
   */
  public float[] dots(int b, int h, int t) {
    return row(b, h, t).dots();
  }

  /**
   * Returns scale · q·k of one query with every key: scores before soft cap and masks.
   *
   * @return (S)
   */
  public float[] scaled(int b, int h, int t) {
    return row(b, h, t).scaled(options);
  }

  /**
   * Returns softCap(scale · q·k) of one query with every key: scores before the masks, and
   * {@link #scaled} where there is no soft cap.
   *
   * @return (S)
   */
  public float[] capped(int b, int h, int t) {
    return row(b, h, t).capped(options);
  }

  /**
   * Returns softCap(scale · q·k) + mask of one query with every key: the argument of the softmax. A
   * key that is masked, or cut with the rest renormalized, has −∞, whatever its query and key hold.
   *
   * @return (S)
   */
  public float[] scores(int b, int h, int t) {
    return row(b, h, t).scores(options, b, h, t, queries());
  }

  /**
   * Returns softmax(softCap(scale · q kᵀ) + mask) of one query. Scores, largest score and sum are
   * those of the pass to the bit, and so are the weights of a row of up to 192 keys. A pass over
   * more keys rescales its sums whenever a block of keys has a larger score, so the factor with
   * which a value went into the output may differ from this weight by roundings: a few units in the
   * last place for weights near the largest, more for much smaller ones (docs/numerics.md has the
   * bound). A key that is masked or cut has exactly 0, also in a row that is otherwise NaN.
   *
   * @return (S)
   */
  public float[] weights(int b, int h, int t) {
    return row(b, h, t).weights(options, b, h, t, queries());
  }

  /**
   * Returns exp(score − lse): one weight, without computing the rest of its row. It equals that of
   * {@link #weights(int, int, int)} up to rounding; where the log-sum-exp is so large that its own
   * rounding would show, the whole row is computed after all.
   */
  public float weight(int b, int h, int t, int s) {
    check(b, h, t);
    Objects.checkIndex(s, keys());
    boolean shown =
        options.mask().shows(b, h, t, s, queries(), keys()) && !options.cuts().contains(b, h, t, s);
    if (!shown) {
      return 0;
    }
    int heads = Attention.size("H", "q", q);
    double rowLse = lse.get(((long) b * heads + h) * queries() + t);
    if (Math.abs(rowLse) > LARGEST_LSE) {
      return weights(b, h, t)[s];
    }
    float dot = columns(b, h, s, 1).dots(query(b, h, t))[0];
    double score = options.capped(dot) + options.mask().tables(b, h, t, s);
    return (float) StrictMath.exp(score - rowLse);
  }

  /**
   * Returns the weights of one head.
   *
   * @return (T, S)
   */
  public float[][] weights(int b, int h) {
    if (queries() == 0) {
      return new float[0][];
    }
    check(b, h, 0);
    KeyColumns columns = columns(b, h, 0, keys());
    float[][] weights = new float[queries()][];
    for (int t = 0; t < weights.length; t++) {
      var row = new AttentionRow(query(b, h, t), columns);
      weights[t] = row.weights(options, b, h, t, weights.length);
    }
    return weights;
  }

  private void check(int b, int h, int t) {
    q.demandReadable("attention: q");
    int batch = Attention.size("B", "q", q);
    int heads = Attention.size("H", "q", q);
    boolean inside = b >= 0 && b < batch && h >= 0 && h < heads && t >= 0 && t < queries();
    if (!inside) {
      throw new IndexOutOfBoundsException(
          "attention: a row must lie inside B=%d, H=%d, T=%d; got b=%d, h=%d, t=%d"
              .formatted(batch, heads, queries(), b, h, t));
    }
  }

  private int queries() {
    return Attention.size("T", "q", q);
  }

  private int keys() {
    return Attention.size("S", "k", k);
  }

  private AttentionRow row(int b, int h, int t) {
    check(b, h, t);
    return new AttentionRow(query(b, h, t), columns(b, h, 0, keys()));
  }

  private float[] query(int b, int h, int t) {
    int dim = Attention.size("D", "q", q);
    int heads = Attention.size("H", "q", q);
    return q.floats((((long) b * queries() + t) * heads + h) * dim, dim);
  }

  private KeyColumns columns(int b, int h, int s, int count) {
    int keyHeads = Attention.size("Hkv", "k", k);
    int keyHead = h / (Attention.size("H", "q", q) / keyHeads);
    return new KeyColumns(k, ((long) b * keys() + s) * keyHeads + keyHead, keyHeads, count);
  }

  /** Returns the same call with copies of its tensors, which stay valid after the pass. */
  public AttentionCall copy() {
    return each(Tensor::copy);
  }

  /** Returns the same call with tensors that cannot be written through it. */
  public AttentionCall readOnly() {
    return each(Tensor::readOnly);
  }

  /** Returns the same call with tensors that may be read until a loan is closed. */
  public AttentionCall lent(Loan loan) {
    return each(loan::of);
  }

  private AttentionCall each(UnaryOperator<Tensor> of) {
    return new AttentionCall(
        site,
        sequence,
        of.apply(q),
        of.apply(k),
        of.apply(v),
        of.apply(output),
        of.apply(lse),
        options);
  }
}
