package io.blick.models.weights;

/** The names of a layer norm's two vectors. */
record NormNames(String gain, String bias) {

  /** Returns the names that a file has; the newer ones if it has neither. */
  static NormNames of(WeightSource weights, String name) {
    return new NormNames(
        newer(weights, name, ".weight", ".gamma"), newer(weights, name, ".bias", ".beta"));
  }

  private static String newer(WeightSource weights, String name, String now, String before) {
    return !weights.has(name + now) && weights.has(name + before) ? name + before : name + now;
  }
}
