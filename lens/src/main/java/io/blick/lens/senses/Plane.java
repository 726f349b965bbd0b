package io.blick.lens.senses;

import io.blick.lens.argument.Required;
import java.util.ArrayList;
import java.util.List;

/**
 * Vectors seen on the plane of their two largest principal components: the eigenvectors of the Gram
 * matrix (x_i − m)·(x_j − m) of the vectors less their mean, scaled by the roots of their
 * eigenvalues. On each axis the first vector that is not at 0 is on the positive side, since an
 * eigenvector has no sign of its own.
 *
 * @param points one for each vector
 * @param horizontal the part of the whole variance that the first component has, from 0 to 1
 * @param vertical the part that the second has
 */
public record Plane(List<Point> points, double horizontal, double vertical) {
  /** What is left of equal vectors after rounding is no variance. */
  private static final double NOTHING = 1e-24;

  private static final double NEGLIGIBLE = 1e-9;

  /** Copies the list. */
  public Plane {
    points = List.copyOf(points);
  }

  /**
   * Where a vector lies.
   *
   * @param x along the first component, in units of the vectors
   * @param y along the second
   */
  public record Point(double x, double y) {}

  /** Returns the plane of some vectors of one length, at least one. */
  public static Plane of(List<double[]> vectors) {
    Required.all("plane", "vectors", vectors);
    double[] mean = new double[vectors.getFirst().length];
    double squares = 0;
    for (double[] vector : vectors) {
      Vectors.add(mean, 1.0 / vectors.size(), vector);
      squares += Vectors.dot(vector, vector);
    }
    List<double[]> centred = vectors.stream().map(vector -> less(vector, mean)).toList();
    SymmetricEigen eigen = SymmetricEigen.of(gram(centred));
    double variance = 0;
    for (double[] vector : centred) {
      variance += Vectors.dot(vector, vector);
    }
    if (variance <= NOTHING * squares) {
      return new Plane(vectors.stream().map(_ -> new Point(0, 0)).toList(), 0, 0);
    }
    double[] x = eigen.axis(0, NEGLIGIBLE * variance);
    double[] y = eigen.axis(1, NEGLIGIBLE * variance);
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < x.length; i++) {
      points.add(new Point(x[i], y[i]));
    }
    return new Plane(points, Vectors.dot(x, x) / variance, Vectors.dot(y, y) / variance);
  }

  private static double[] less(double[] vector, double[] mean) {
    double[] less = vector.clone();
    Vectors.add(less, -1, mean);
    return less;
  }

  private static double[][] gram(List<double[]> vectors) {
    int size = vectors.size();
    double[][] gram = new double[size][size];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        gram[i][j] = Vectors.dot(vectors.get(i), vectors.get(j));
      }
    }
    return gram;
  }
}
