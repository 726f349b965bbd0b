package io.blick.lens.picture;

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
  private static final int LONGEST_TEXT = 110;

  private final Senses senses;
  private final Svg svg = new Svg(WIDTH);

  private SensesSvg(Senses senses) {
    this.senses = senses;
  }

  /** The box of a label, which the next label must not overlap. */
  private record LabelBox(double x, double y, double width) {
    boolean overlaps(LabelBox other) {
      return Math.abs(y - other.y) < LINE && x < other.x + other.width && other.x < x + width;
    }
  }

  static String of(Senses senses) {
    return new SensesSvg(senses).document();
  }

  private String document() {
    String title = "%s, %s".formatted(Labels.visible(senses.word()), SensesPicture.place(senses));
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
    for (int i = 0; i < senses.texts().size(); i++) {
      String text = Columns.cut(Visible.text(senses.texts().get(i).text()), LONGEST_TEXT);
      mark(MARGIN + 5, y - 5, senses.groups().of(i));
      svg.text(MARGIN + 34, y, "word", Anchor.END, Integer.toString(i + 1));
      svg.text(MARGIN + 42, y, "", text);
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
    List<LabelBox> taken = new ArrayList<>();
    for (int i = 0; i < points.size(); i++) {
      double x = middle + points.get(i).x() * scale;
      double y = top + PLANE / 2.0 - points.get(i).y() * scale;
      mark(x, y, senses.groups().of(i));
      label(i, x, y, top, taken);
    }
  }

  /** Draws a square for a text of the first group, a diamond for one of the second. */
  private void mark(double x, double y, int group) {
    if (group == 1) {
      svg.rectangle(x - 5, y - 5, 10, 10, "f24");
    } else {
      svg.diamond(x, y, 7, "f18");
    }
  }

  /** Writes number and excerpt beside a point, lower if another label is in the way. */
  private void label(int text, double x, double y, double top, List<LabelBox> taken) {
    String label =
        "%s  %s".formatted(text + 1, SensesPicture.excerpt(senses.texts().get(text)));
    double width = Columns.of(label) * LETTER * 0.8;
    double left = x + 12 + width > WIDTH - MARGIN ? x - 12 - width : x + 12;
    var box = new LabelBox(left, Math.max(y + 4, top + LINE), width);
    for (int tried = 0; tried <= taken.size(); tried++) {
      LabelBox candidate = box;
      if (taken.stream().noneMatch(candidate::overlaps)) {
        break;
      }
      box = new LabelBox(left, box.y() + LINE, width);
    }
    taken.add(box);
    boolean leftOfPoint = left < x;
    double at = leftOfPoint ? x - 12 : left;
    svg.text(at, box.y(), "apart", leftOfPoint ? Anchor.END : Anchor.START, label);
  }
}
