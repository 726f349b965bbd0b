package io.blick.lens.flow;

import io.blick.core.attention.AttentionCall;
import io.blick.core.tensor.Tensor;
import io.blick.lens.argument.Required;
import io.blick.lens.text.Visible;
import io.blick.lens.trace.EdgeScore;
import io.blick.lens.trace.Granularity;
import io.blick.lens.trace.HeadMaps;
import io.blick.lens.trace.Trace;
import io.blick.models.text.TextModel;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * ‖α_{t,s} f(v_s)‖ with f(v) = W_O^h v: the length of the vector that head h adds at piece t
 * because it looks at piece s. The value v has its bias, the output projection W_O has none, as in
 * the paper; both what a head looks at and how long the vector there is have a part in it. Computed
 * in float64. Between words it is the sum over the pieces looked at and the mean over the pieces
 * that look: a sum of lengths, not the length of the sum.
 *
 * @see <a href="https://arxiv.org/abs/2004.10102">Kobayashi et al. 2020: y_i = Σ_j α_{i,j} f(x_j)
 *     with f(x) = (x W^V + b^V) W^O, of which ‖α_{i,j} f(x_j)‖ is taken</a>
 */
public final class Norms {
  private final Trace trace;
  private final double[][][] values;

  private Norms(Trace trace, double[][][] values) {
    this.trace = trace;
    this.values = values;
  }

  /**
   * Returns the norms of a pass, which need the model no more.
   *
   * @param model that of the pass, still open
   * @throws IllegalArgumentException if it is another
   */
  public static Norms of(TextModel model, Trace trace) {
    Required.of("norms", "model", model);
    Required.of("norms", "trace", trace);
    if (!model.name().equals(trace.model())
        || model.layers() != trace.layers()
        || model.heads() != trace.heads()) {
      throw new IllegalArgumentException("norms: the model must be that of the pass, %s; got %s"
          .formatted(Visible.text(trace.model()), Visible.text(model.name())));
    }
    return of(trace, model::outputProjection);
  }

  /**
   * Returns the norms of a pass.
   *
   * @param projections W_O (C, H · Dv) of a layer counted from 0
   */
  static Norms of(Trace trace, IntFunction<Tensor> projections) {
    double[][][] values = IntStream.range(0, trace.layers())
        .mapToObj(layer -> layer(trace.attention(layer), projections.apply(layer)))
        .toArray(double[][][]::new);
    return new Norms(trace, values);
  }

  /** Returns ‖f(v)‖ of each head and piece of a layer (H, S). */
  static double[][] layer(AttentionCall call, Tensor projection) {
    int heads = call.q().size(2);
    int pieces = call.v().size(1);
    int dimension = call.v().size(3);
    float[] v = call.v().at(0).toFloats();
    double[][] squares = new double[heads][pieces];
    for (int output = 0; output < projection.size(0); output++) {
      float[] row = projection.at(output).toFloats();
      for (int head = 0; head < heads; head++) {
        // Query heads may share a key-value head: head h reads key-value head h / (H / Hkv).
        int valueHead = head / (heads / call.v().size(2));
        for (int s = 0; s < pieces; s++) {
          int at = (s * call.v().size(2) + valueHead) * dimension;
          double f = dot(row, head * dimension, v, at, dimension);
          squares[head][s] += f * f;
        }
      }
    }
    for (double[] head : squares) {
      for (int s = 0; s < pieces; s++) {
        head[s] = Math.sqrt(head[s]);
      }
    }
    return squares;
  }

  private static double dot(float[] a, int aAt, float[] b, int bAt, int n) {
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += (double) a[aAt + i] * b[bAt + i];
    }
    return sum;
  }

  /**
   * Returns ‖f(v_s)‖: the length of what a head would take from a piece if it looked at nothing
   * else.
   *
   * @param layer counted from 0
   * @param head counted from 0
   * @param piece index of the piece looked at
   */
  public double value(int layer, int head, int piece) {
    return values[layer][head][piece];
  }

  /**
   * Returns ‖α f(v)‖ of a head between pieces.
   *
   * @param layer counted from 0
   * @param head counted from 0
   * @return (S, S): rows look, columns are looked at; no fixed sum
   */
  public float[][] pieces(int layer, int head) {
    float[][] norms = trace.pieces(layer, head);
    for (float[] row : norms) {
      for (int s = 0; s < row.length; s++) {
        row[s] = (float) (row[s] * values[layer][head][s]);
      }
    }
    return norms;
  }

  /** Returns the norms of every head between words or pieces. */
  public HeadMaps maps(Granularity unit) {
    return trace.maps(unit).with(EdgeScore.NORM, this::pieces);
  }
}
