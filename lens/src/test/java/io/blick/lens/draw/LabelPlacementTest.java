package io.blick.lens.draw;

import static org.assertj.core.api.Assertions.assertThat;

import io.blick.lens.draw.LabelPlacement.Place;
import io.blick.lens.draw.Svg.Anchor;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LabelPlacementTest {
  private static final int WIDTH = 151;

  private static LabelPlacement placement() {
    var placement = new LabelPlacement(0, 0, 997, 499);
    placement.keepClear(0, 250, 997, 1);
    placement.keepClear(500, 0, 1, 499);
    return placement;
  }

  @Test
  void the_right_side_comes_first_and_then_the_left() {
    assertThat(placement().place(101, 101, WIDTH)).isEqualTo(new Place(113, 105, Anchor.START));
    assertThat(placement().place(401, 101, WIDTH)).isEqualTo(new Place(389, 105, Anchor.END));
    assertThat(placement().place(990, 101, WIDTH)).isEqualTo(new Place(978, 105, Anchor.END));
  }

  @Test
  void a_point_on_an_axis_has_its_label_above() {
    assertThat(placement().place(101, 250, WIDTH)).isEqualTo(new Place(113, 237, Anchor.START));
  }

  @Test
  void labels_keep_clear_of_axes_frame_and_each_other() {
    var random = new SplittableRandom(3);
    LabelPlacement placement = placement();
    List<double[]> boxes = new ArrayList<>();

    for (int i = 0; i < 23; i++) {
      Place place = placement.place(random.nextInt(997), random.nextInt(499), WIDTH);
      double left = switch (place.anchor()) {
        case START -> place.x();
        case MIDDLE -> place.x() - WIDTH / 2.0;
        case END -> place.x() - WIDTH;
      };
      boxes.add(new double[] {left, place.y() - 12, left + WIDTH, place.y() + 4});
    }

    for (double[] box : boxes) {
      assertThat(box[0]).isNotNegative();
      assertThat(box[1]).isNotNegative();
      assertThat(box[2]).isLessThanOrEqualTo(997);
      assertThat(box[3]).isLessThanOrEqualTo(499);
      assertThat(overlap(box, new double[] {0, 250, 997, 251})).isFalse();
      assertThat(overlap(box, new double[] {500, 0, 501, 499})).isFalse();
      assertThat(boxes.stream().filter(other -> overlap(box, other))).containsExactly(box);
    }
  }

  private static boolean overlap(double[] one, double[] other) {
    return one[0] < other[2] && other[0] < one[2] && one[1] < other[3] && other[1] < one[3];
  }
}
