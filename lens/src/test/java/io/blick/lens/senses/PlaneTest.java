package io.blick.lens.senses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class PlaneTest {
  private static final Offset<Double> CLOSE = within(1e-12);

  @Test
  void points_on_a_line_have_one_component() {
    Plane plane = Plane.of(line(4, 1, 0, -5));

    // The line's direction is (2, 1, 2), of length 3; the mean is at 0.
    assertThat(plane.points().stream().map(Plane.Point::x))
        .usingElementComparator((a, b) -> Math.abs(a - b) < 1e-12 ? 0 : 1)
        .containsExactly(12.0, 3.0, 0.0, -15.0);
    assertThat(plane.points()).allSatisfy(point -> assertThat(point.y()).isZero());
    assertThat(plane.horizontal()).isEqualTo(1, CLOSE);
    assertThat(plane.vertical()).isZero();
  }

  private static List<double[]> line(double... steps) {
    return DoubleStream.of(steps)
        .mapToObj(step -> new double[] {7 + 2 * step, 1 + step, -3 + 2 * step})
        .toList();
  }

  @Test
  void a_cross_in_a_known_plane_is_seen_as_it_is() {
    // Three along (2, 1, 2)/3 and one along (1, 2, -2)/3, both ways.
    Plane plane = Plane.of(List.of(
        new double[] {2, 1, 2},
        new double[] {-2, -1, -2},
        new double[] {1 / 3.0, 2 / 3.0, -2 / 3.0},
        new double[] {-1 / 3.0, -2 / 3.0, 2 / 3.0}));

    double[][] expected = {{3, 0}, {-3, 0}, {0, 1}, {0, -1}};
    for (int i = 0; i < 4; i++) {
      assertThat(plane.points().get(i).x()).isEqualTo(expected[i][0], CLOSE);
      assertThat(plane.points().get(i).y()).isEqualTo(expected[i][1], CLOSE);
    }
    assertThat(plane.horizontal()).isEqualTo(0.9, CLOSE);
    assertThat(plane.vertical()).isEqualTo(0.1, CLOSE);
  }

  @Test
  void distances_in_a_plane_are_those_of_the_vectors() {
    List<double[]> vectors = IntStream.range(0, 7)
        .mapToObj(i -> new double[] {i * i % 5, 3.5 - i, 2.0 * (i * i % 5) - i})
        .toList();

    List<Plane.Point> points = Plane.of(vectors).points();

    for (int i = 0; i < 7; i++) {
      for (int j = 0; j < 7; j++) {
        double[] less = vectors.get(i).clone();
        Vectors.add(less, -1, vectors.get(j));
        double x = points.get(i).x() - points.get(j).x();
        double y = points.get(i).y() - points.get(j).y();
        assertThat(x * x + y * y).isEqualTo(Vectors.dot(less, less), within(1e-10));
      }
    }
  }

  @Test
  void equal_vectors_have_no_variance() {
    Plane plane = Plane.of(List.of(
        new double[] {0.1, 0.2, 0.7}, new double[] {0.1, 0.2, 0.7}, new double[] {0.1, 0.2, 0.7}));

    assertThat(plane.points()).containsOnly(new Plane.Point(0, 0));
    assertThat(plane.horizontal()).isZero();
    assertThat(plane.vertical()).isZero();
  }

  @Test
  void two_vectors_lie_on_one_axis_the_first_to_the_right() {
    Plane plane = Plane.of(List.of(new double[] {0, 0}, new double[] {3, 4}));

    assertThat(plane.points().getFirst().x()).isEqualTo(2.5, CLOSE);
    assertThat(plane.points().getLast().x()).isEqualTo(-2.5, CLOSE);
    assertThat(plane.points().getLast().y()).isZero();
  }
}
