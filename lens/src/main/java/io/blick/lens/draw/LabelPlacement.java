package io.blick.lens.draw;

import io.blick.lens.draw.Svg.Anchor;
import java.util.ArrayList;
import java.util.List;

/**
 * Labels beside points, clear of each other, of lines and of the points. The places around a point
 * are tried in a fixed order, the nearest first: at its right, at its left, then a line higher and
 * a line lower, there above or below it too, and so on. Where no place is free, it is the one that
 * covers least.
 */
public final class LabelPlacement {
  private static final int LINE = 17;
  private static final int MOST_LINES = 12;

  /** From a point to its label. */
  private static final int GAP = 12;

  /** How far letters reach above the base line, and below it. */
  private static final int ASCENT = 12;

  private static final int DESCENT = 4;

  private final Box frame;
  private final List<Box> taken = new ArrayList<>();

  /**
   * Begins with nothing in a frame, which no label leaves.
   *
   * @param x of its left side
   * @param y of its upper side
   */
  public LabelPlacement(double x, double y, double width, double height) {
    this.frame = new Box(x, y, width, height);
  }

  private record Box(double x, double y, double width, double height) {
    /** Returns the area that two boxes share. */
    double shared(Box other) {
      double across = Math.min(x + width, other.x + other.width) - Math.max(x, other.x);
      double down = Math.min(y + height, other.y + other.height) - Math.max(y, other.y);
      return Math.max(0, across) * Math.max(0, down);
    }

    boolean contains(Box other) {
      return other.x >= x
          && other.y >= y
          && other.x + other.width <= x + width
          && other.y + other.height <= y + height;
    }
  }

  /**
   * The place of a label.
   *
   * @param x of its anchor
   * @param y of its base line
   * @param anchor the part of it that is placed at x
   */
  public record Place(double x, double y, Anchor anchor) {}

  /** Adds what labels must not cover, such as a line or the mark of a point. */
  public void keepClear(double x, double y, double width, double height) {
    taken.add(new Box(x, y, width, height));
  }

  /**
   * Returns the place for the label of a point, which later labels keep clear of.
   *
   * @param x of the point
   * @param y of the point
   * @param width of the label
   */
  public Place place(double x, double y, double width) {
    Place best = new Place(x + GAP, y + DESCENT, Anchor.START);
    double least = Double.POSITIVE_INFINITY;
    for (Place place : places(x, y)) {
      Box box = box(place, width);
      double covered = taken.stream().mapToDouble(box::shared).sum();
      if (frame.contains(box) && covered < least) {
        best = place;
        least = covered;
      }
      if (least == 0) {
        break;
      }
    }
    taken.add(box(best, width));
    return best;
  }

  private static List<Place> places(double x, double y) {
    List<Place> places = new ArrayList<>();
    for (int lines = 0; lines <= MOST_LINES; lines++) {
      for (int side : lines == 0 ? new int[] {0} : new int[] {-lines, lines}) {
        double base = y + DESCENT + side * LINE;
        places.add(new Place(x + GAP, base, Anchor.START));
        places.add(new Place(x - GAP, base, Anchor.END));
        if (side != 0) {
          places.add(new Place(x, base, Anchor.MIDDLE));
        }
      }
    }
    return places;
  }

  private static Box box(Place place, double width) {
    double left = switch (place.anchor()) {
      case START -> place.x();
      case MIDDLE -> place.x() - width / 2;
      case END -> place.x() - width;
    };
    return new Box(left, place.y() - ASCENT, width, ASCENT + DESCENT);
  }
}
