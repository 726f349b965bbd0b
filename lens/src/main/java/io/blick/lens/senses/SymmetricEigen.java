package io.blick.lens.senses;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Eigenvalues and eigenvectors of a small symmetric matrix by Jacobi's rotations, each of which
 * makes one element off the diagonal zero, in a fixed order: the same bits every time.
 */
final class SymmetricEigen {
  /** Convergence is quadratic; real matrices need six to ten rounds. */
  private static final int MOST_ROUNDS = 60;

  /** An element off the diagonal is zero if it is at most so much of the diagonal's sum. */
  private static final double ZERO = 1e-16;

  private final double[][] a;
  private final double trace;
  private final double[][] vectors;
  private final List<Integer> order;

  private SymmetricEigen(double[][] a) {
    this.a = a;
    this.trace = IntStream.range(0, a.length).mapToDouble(i -> a[i][i]).sum();
    this.vectors = new double[a.length][a.length];
    for (int i = 0; i < a.length; i++) {
      vectors[i][i] = 1;
    }
    int rounds = 0;
    while (rounds < MOST_ROUNDS && rotated()) {
      rounds++;
    }
    this.order = IntStream.range(0, a.length)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer i) -> -a[i][i]))
        .toList();
  }

  /** Works on the matrix itself. */
  static SymmetricEigen of(double[][] matrix) {
    return new SymmetricEigen(matrix);
  }

  /** Rotates every pair of axes once, and says whether any of it was needed. */
  private boolean rotated() {
    boolean any = false;
    for (int p = 0; p < a.length; p++) {
      for (int q = p + 1; q < a.length; q++) {
        if (Math.abs(a[p][q]) > ZERO * trace) {
          rotate(p, q);
          any = true;
        }
      }
    }
    return any;
  }

  private void rotate(int p, int q) {
    double theta = (a[q][q] - a[p][p]) / (2 * a[p][q]);
    double sign = theta < 0 ? -1 : 1;
    double tangent = sign / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
    double cosine = 1 / Math.sqrt(tangent * tangent + 1);
    double sine = tangent * cosine;
    for (int i = 0; i < a.length; i++) {
      double atP = a[i][p];
      double atQ = a[i][q];
      a[i][p] = cosine * atP - sine * atQ;
      a[i][q] = sine * atP + cosine * atQ;
    }
    for (int i = 0; i < a.length; i++) {
      double atP = a[p][i];
      double atQ = a[q][i];
      a[p][i] = cosine * atP - sine * atQ;
      a[q][i] = sine * atP + cosine * atQ;
      double ofP = vectors[i][p];
      double ofQ = vectors[i][q];
      vectors[i][p] = cosine * ofP - sine * ofQ;
      vectors[i][q] = sine * ofP + cosine * ofQ;
    }
  }

  /**
   * Returns an eigenvector times the root of its eigenvalue, its first element that is not near 0
   * positive.
   *
   * @param rank 0 for the largest eigenvalue
   * @param least an eigenvalue up to this is taken for zero, as is one that there is not
   */
  double[] axis(int rank, double least) {
    double[] axis = new double[a.length];
    if (rank >= a.length || a[order.get(rank)][order.get(rank)] <= least) {
      return axis;
    }
    int column = order.get(rank);
    double root = Math.sqrt(a[column][column]);
    double sign = 0;
    for (int i = 0; i < axis.length; i++) {
      double value = vectors[i][column];
      if (sign == 0 && Math.abs(value) > 1e-6) {
        sign = value > 0 ? 1 : -1;
      }
      axis[i] = value * root;
    }
    for (int i = 0; i < axis.length; i++) {
      axis[i] *= sign;
    }
    return axis;
  }
}
