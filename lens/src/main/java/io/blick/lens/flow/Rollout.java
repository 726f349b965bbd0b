package io.blick.lens.flow;

import io.blick.lens.argument.Required;
import io.blick.lens.trace.Granularity;
import io.blick.lens.trace.TextUnits;
import io.blick.lens.trace.Trace;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Ã_l · Ã_{l−1} · … · Ã_1 with Ã_l = ½ A_l + ½ I, where A_l is the mean of the weights of layer l
 * over its heads: how much of each piece's embedding has reached each hidden state, if a hidden
 * state were nothing but a mixture of those below it, half of it the residual connection. Values,
 * layer norms and feed-forward layers are left out. Each row sums to 1.
 *
 * @see <a href="https://arxiv.org/abs/2005.00928">Abnar and Zuidema 2020, attention rollout: A =
 *     0.5 W_att + 0.5 I, Ã(l_i) = A(l_i) Ã(l_{i−1})</a>
 */
public final class Rollout {
  private final Trace trace;
  private final int layer;
  private final double[][] pieces;

  private Rollout(Trace trace, int layer, double[][] pieces) {
    this.trace = trace;
    this.layer = layer;
    this.pieces = pieces;
  }

  /**
   * Returns the rollout of a pass, computed in float64.
   *
   * @param layer the last layer that takes part, counted from 0
   */
  public static Rollout of(Trace trace, int layer) {
    Required.of("rollout", "trace", trace);
    if (layer < 0 || layer >= trace.layers()) {
      throw new IllegalArgumentException(
          "rollout: the layer must be from 0 to %s; got %s".formatted(trace.layers() - 1, layer));
    }
    double[][] all = mixed(trace, 0);
    for (int l = 1; l <= layer; l++) {
      all = product(mixed(trace, l), all);
    }
    return new Rollout(trace, layer, all);
  }

  private static double[][] mixed(Trace trace, int layer) {
    return mixed(IntStream.range(0, trace.heads())
        .mapToObj(head -> trace.pieces(layer, head))
        .toList());
  }

  /** Returns ½ mean of the weights of heads + ½ I. */
  static double[][] mixed(List<float[][]> heads) {
    int size = heads.getFirst().length;
    double[][] mixed = new double[size][size];
    for (int t = 0; t < size; t++) {
      for (float[][] weights : heads) {
        for (int s = 0; s < size; s++) {
          mixed[t][s] += weights[t][s];
        }
      }
      for (int s = 0; s < size; s++) {
        mixed[t][s] = 0.5 * mixed[t][s] / heads.size() + (s == t ? 0.5 : 0);
      }
    }
    return mixed;
  }

  /**
   * Returns the product of two square matrices in float64, a · b.
   *
   * @param a (n, n)
   * @param b (n, n)
   */
  public static double[][] product(double[][] a, double[][] b) {
    Required.of("product", "left matrix", a);
    Required.of("product", "right matrix", b);
    int size = a.length;
    double[][] product = new double[size][size];
    for (int t = 0; t < size; t++) {
      for (int i = 0; i < size; i++) {
        double factor = a[t][i];
        for (int s = 0; s < size; s++) {
          product[t][s] += factor * b[i][s];
        }
      }
    }
    return product;
  }

  /** Returns the pass. */
  public Trace trace() {
    return trace;
  }

  /** Returns the last layer that takes part, counted from 0. */
  public int layer() {
    return layer;
  }

  /**
   * Returns it between pieces.
   *
   * @return (S, S): rows look, columns are the embeddings looked at; each row sums to 1
   */
  public double[][] pieces() {
    return IntStream.range(0, pieces.length)
        .mapToObj(t -> pieces[t].clone())
        .toArray(double[][]::new);
  }

  /**
   * Returns it between words or pieces: the sum over the pieces looked at, the mean over the pieces
   * that look, rounded once.
   *
   * @return (units, units): rows look, columns are looked at; each row sums to 1
   */
  public float[][] map(Granularity unit) {
    TextUnits units = trace.units(unit);
    return units.map(pieces);
  }
}
