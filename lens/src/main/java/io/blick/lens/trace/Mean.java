package io.blick.lens.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** The mean of vectors, in float64 and rounded once; of one vector it is that vector. */
final class Mean {
  private Mean() {}

  /**
   * Returns the mean over some positions.
   *
   * @param positions at least one
   * @param vector of a position, all of one length
   */
  static List<Float> of(List<Integer> positions, IntFunction<float[]> vector) {
    List<float[]> vectors = positions.stream().map(vector::apply).toList();
    float[] first = vectors.getFirst();
    List<Float> mean = new ArrayList<>();
    for (int i = 0; i < first.length; i++) {
      // It begins with a number, not with zero, so that one -0.0 stays what it is.
      double sum = first[i];
      for (float[] other : vectors.subList(1, vectors.size())) {
        sum += other[i];
      }
      mean.add((float) (sum / vectors.size()));
    }
    return mean;
  }
}
