package io.blick.lens.picture;

import io.blick.lens.draw.LabelPlacement;
import io.blick.lens.draw.Svg;
import io.blick.lens.draw.Svg.Anchor;
import io.blick.lens.senses.Plane;
import io.blick.lens.senses.Senses;
import io.blick.lens.text.Columns;
import io.blick.lens.text.Visible;
import java.util.ArrayList;
import java.util.List;

/** A {@link SensesPicture} as SVG: the plane, both axes on one scale, and the texts below it. */
final class SensesSvg {
  private static final int WIDTH = 900;
  private static final int MARGIN = 32;
  private static final int PLANE = 460;
  private static final double LETTER = 8.4;
  private static final int LINE = 17;
  /** From the middle of a mark to its edge. */
  private static final int MARK = 7;

  private static final int LONGEST_TEXT = 110;

  private final Senses senses;
  private final String word;
  private final Svg svg = new Svg(WIDTH);

  private SensesSvg(Senses senses, String word) {
    this.senses = senses;
    this.word = word;
  }

  static String of(Senses senses, String word) {
    return new SensesSvg(senses, word).document();
  }

  private String document() {
    String title = "%s, %s".formatted(word, SensesPicture.place(senses));
    Plane plane = senses.plane();
    svg.text(MARGIN, 48, "title", title);
    String axes =
        "The word's vectors on the plane of their two largest principal components, from left to"
            + " right %s of the variance, from bottom to top %s, to one scale."
                .formatted(
                    SensesPicture.percent(plane.horizontal()),
                    SensesPicture.percent(plane.vertical()));
    double room = WIDTH - 2 * MARGIN;
    double y = svg.sentences(
        MARGIN, 74, room, List.of(SensesPicture.model(senses), axes, SensesPicture.groups(senses)));
    points(y + 12);
    y += PLANE + 40;
    List<String> forms = SensesPicture.forms(senses);
    for (int i = 0; i < senses.texts().size(); i++) {
      String text = Columns.cut(Visible.text(senses.texts().get(i).text()), LONGEST_TEXT);
      mark(MARGIN + 5, y - 5, senses.groups().of(i));
      svg.text(MARGIN + 34, y, "word", Anchor.END, Integer.toString(i + 1));
      svg.text(MARGIN + 42, y, "", forms.isEmpty() ? text : forms.get(i) + ": " + text);
      y += LINE;
    }
    y = svg.sentences(
        MARGIN,
        y + 12,
        room,
        List.of(
            "■ the group of the first text, ◆ the other.",
            SensesPicture.GROUP_NOTE,
            SensesPicture.COSINE_NOTE,
            Caution.TEXT));
    return svg.document(y + 8, title + " · " + SensesPicture.model(senses));
  }

  private void points(double top) {
    double width = WIDTH - 2 * MARGIN;
    svg.rectangle(MARGIN, top, width, 1, "rule");
    svg.rectangle(MARGIN, top + PLANE, width, 1, "rule");
    List<Plane.Point> points = senses.plane().points();
    double widest = points.stream().mapToDouble(p -> Math.abs(p.x())).max().orElse(0);
    double highest = points.stream().mapToDouble(p -> Math.abs(p.y())).max().orElse(0);
    double middle = MARGIN + width / 2;
    double scale = Math.min(
        (width / 2 - 24) / Math.max(widest, Float.MIN_NORMAL),
        (PLANE / 2.0 - 30) / Math.max(highest, Float.MIN_NORMAL));
    scale = widest == 0 && highest == 0 ? 0 : scale;
    svg.rectangle(middle, top, 1, PLANE, "rule");
    svg.rectangle(MARGIN, top + PLANE / 2.0, width, 1, "rule");
    var placement = new LabelPlacement(MARGIN, top + 2, width, PLANE - 4);
    placement.keepClear(middle - 1, top, 3, PLANE);
    placement.keepClear(MARGIN, top + PLANE / 2.0 - 1, width, 3);
    List<Spot> spots = new ArrayList<>();
    for (int i = 0; i < points.size(); i++) {
      double x = middle + points.get(i).x() * scale;
      double y = top + PLANE / 2.0 - points.get(i).y() * scale;
      mark(x, y, senses.groups().of(i));
      placement.keepClear(x - MARK, y - MARK, 2 * MARK, 2 * MARK);
      spots.add(new Spot(x, y));
    }
    // After all marks, so that no label covers one of a later text.
    for (int i = 0; i < spots.size(); i++) {
      label(i, spots.get(i), placement);
    }
  }

  /** Where a text lies in the picture. */
  private record Spot(double x, double y) {}

  /** Draws a square for a text of the first group, a diamond for one of the second. */
  private void mark(double x, double y, int group) {
    if (group == 1) {
      svg.rectangle(x - 5, y - 5, 10, 10, "f24");
    } else {
      svg.diamond(x, y, 7, "f18");
    }
  }

  /** Writes number and excerpt beside a point. */
  private void label(int text, Spot spot, LabelPlacement placement) {
    String label =
        "%s  %s".formatted(text + 1, SensesPicture.excerpt(senses.texts().get(text)));
    double width = Columns.of(label) * LETTER * 0.8;
    LabelPlacement.Place place = placement.place(spot.x(), spot.y(), width);
    svg.text(place.x(), place.y(), "apart", place.anchor(), label);
  }
}
