package io.blick.lens.attribution;

import io.blick.lens.argument.Required;
import io.blick.lens.flow.Rollout;
import io.blick.lens.trace.Granularity;
import io.blick.lens.trace.TextUnits;
import io.blick.lens.trace.Trace;
import java.util.List;

/**
 * The part that attention gives each unit of a text, from the places at which an output is read:
 * the mean weight on it over all heads and layers, and its share in the rollout over all layers.
 */
public final class AttentionFromPlaces {
  private final TextUnits units;
  private final double[][] weights;
  private final double[][] rollout;

  private AttentionFromPlaces(TextUnits units, double[][] weights, double[][] rollout) {
    this.units = units;
    this.weights = weights;
    this.rollout = rollout;
  }

  /** Takes both from a pass. */
  public static AttentionFromPlaces of(Trace trace, Granularity unit) {
    Required.of("attribution", "trace", trace);
    Required.of("attribution", "unit", unit);
    return new AttentionFromPlaces(
        trace.units(unit), mean(trace), Rollout.of(trace, trace.layers() - 1).pieces());
  }

  /** Returns the mean of the weights of all heads of all layers, between pieces (S, S). */
  private static double[][] mean(Trace trace) {
    int size = trace.encoding().pieces().size();
    double[][] mean = new double[size][size];
    for (int layer = 0; layer < trace.layers(); layer++) {
      for (int head = 0; head < trace.heads(); head++) {
        float[][] weights = trace.pieces(layer, head);
        for (int t = 0; t < size; t++) {
          for (int s = 0; s < size; s++) {
            mean[t][s] += weights[t][s];
          }
        }
      }
    }
    double heads = (double) trace.layers() * trace.heads();
    for (double[] row : mean) {
      for (int s = 0; s < size; s++) {
        row[s] /= heads;
      }
    }
    return mean;
  }

  /**
   * Returns the mean weight on a unit, from 0 to 1: the sum over its pieces, the mean over all
   * heads and layers and over the places.
   *
   * @param places indices of the pieces that look, at least one
   */
  public double attention(int unit, List<Integer> places) {
    return from(weights, unit, places);
  }

  /**
   * Returns the share of a unit in the rollout over all layers, from 0 to 1: the sum over its
   * pieces, the mean over the places.
   *
   * @param places indices of the pieces that look, at least one
   */
  public double rollout(int unit, List<Integer> places) {
    return from(rollout, unit, places);
  }

  private double from(double[][] numbers, int unit, List<Integer> places) {
    Required.all("attribution", "places", places);
    double sum = 0;
    for (int place : places) {
      for (int s : units.pieces(unit)) {
        sum += numbers[place][s];
      }
    }
    return sum / places.size();
  }
}
