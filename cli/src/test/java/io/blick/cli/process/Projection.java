package io.blick.cli.process;

import io.blick.core.tensor.Tensor;
import io.blick.models.format.safetensors.Safetensors;

/**
 * What one head makes of hidden states, x Wᵀ + b, in float64 and the obvious way; and how far from
 * it float32 may be: a sum of n products in any order is within n · 2⁻²⁴ · Σ|products| of the exact
 * one (Higham 2002, section 3.1), one more for the bias.
 */
final class Projection {
  private static final double HALF_A_LAST_PLACE = 0x1p-24;

  private final double[][] values;
  private final double[][] bounds;

  private Projection(int positions, int dimension) {
    values = new double[positions][dimension];
    bounds = new double[positions][dimension];
  }

  /**
   * Projects hidden states.
   *
   * @param hidden x (S, C)
   * @param weight W (C, C) of all heads
   * @param bias b (C)
   * @param head counted from 0
   * @param dimension D
   */
  static Projection of(Tensor hidden, Tensor weight, Tensor bias, int head, int dimension) {
    var projection = new Projection(hidden.size(0), dimension);
    for (int position = 0; position < hidden.size(0); position++) {
      float[] state = hidden.at(position).toFloats();
      for (int i = 0; i < dimension; i++) {
        int row = head * dimension + i;
        projection.set(position, i, state, weight.at(row).toFloats(), bias.get(row));
      }
    }
    return projection;
  }

  /** Projects hidden states by weights as Hugging Face names them. */
  static Projection of(Safetensors model, String name, Tensor hidden, int head, int dimension) {
    return of(
        hidden, model.tensor(name + ".weight"), model.tensor(name + ".bias"), head, dimension);
  }

  private void set(int position, int i, float[] state, float[] row, double bias) {
    double sum = bias;
    double magnitude = Math.abs(bias);
    for (int c = 0; c < row.length; c++) {
      sum += (double) row[c] * state[c];
      magnitude += Math.abs((double) row[c] * state[c]);
    }
    values[position][i] = sum;
    bounds[position][i] = (row.length + 1) * HALF_A_LAST_PLACE * magnitude;
  }

  /** Returns one number. */
  double value(int position, int i) {
    return values[position][i];
  }

  /** Returns how far from it float32 may be. */
  double bound(int position, int i) {
    return bounds[position][i];
  }

  /** Returns the dot product of a position here and one there. */
  double dot(int position, Projection other, int there) {
    double sum = 0;
    for (int i = 0; i < values[position].length; i++) {
      sum += values[position][i] * other.values[there][i];
    }
    return sum;
  }

  /** Returns how far from it float32 may be: by its factors, and by its own D additions. */
  double dotBound(int position, Projection other, int there) {
    double bound = 0;
    double magnitude = 0;
    for (int i = 0; i < values[position].length; i++) {
      double mine = Math.abs(values[position][i]) + bounds[position][i];
      double theirs = Math.abs(other.values[there][i]) + other.bounds[there][i];
      bound += bounds[position][i] * theirs + mine * other.bounds[there][i];
      magnitude += mine * theirs;
    }
    return bound + values[position].length * HALF_A_LAST_PLACE * magnitude;
  }
}
