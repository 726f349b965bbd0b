package io.blick.lens.picture;

import io.blick.lens.draw.Numbers;
import io.blick.lens.draw.Svg;
import io.blick.lens.draw.Svg.Anchor;
import io.blick.lens.trace.TextUnits;
import java.util.List;

/** A {@link CaptionedMap} as SVG: a tile with a number for each pair of units. */
final class HeadSvg {
  private static final int MARGIN = 32;
  private static final int MASS = 58;
  /** Width of a column of a terminal in bold, in pixels. */
  private static final double LETTER = 8.4;
  /** Sine of the 50 degrees by which the words above the columns rise. */
  private static final double SINE = 0.77;

  private static final double COSINE = 0.64;

  private final CaptionedMap picture;
  private final TextUnits units;
  private final float[][] map;
  private final double scale;
  private final List<AddedUnits> added;
  private final int tile;
  private final double labels;
  private final Svg svg;

  private HeadSvg(CaptionedMap picture) {
    this.picture = picture;
    this.units = picture.units();
    this.map = picture.map();
    this.scale = picture.scale();
    this.added = AddedUnits.of(units);
    int count = units.inText().size();
    this.tile = count <= 12 ? 58 : count <= 24 ? 44 : 30;
    this.labels = Labels.widest(units, units.inText()) * LETTER;
    this.svg = new Svg(width());
  }

  static String of(CaptionedMap picture) {
    return picture.isLarge() ? picture.cells().svg() : new HeadSvg(picture).document();
  }

  private double left() {
    return MARGIN + labels + 12;
  }

  private double masses() {
    return left() + units.inText().size() * tile + 16;
  }

  private int width() {
    double slant = Math.max(0, labels * COSINE - added.size() * MASS);
    return (int) Math.max(640, masses() + added.size() * MASS + slant + MARGIN);
  }

  private String document() {
    svg.text(MARGIN, 48, "title", picture.title());
    double y =
        svg.sentences(MARGIN, 74, width() - 2 * MARGIN, List.of(picture.model(), picture.legend()));
    double top = y + labels * SINE + 16;
    headings(top);
    List<Integer> shown = units.inText();
    for (int row = 0; row < shown.size(); row++) {
      row(shown.get(row), top + row * tile);
    }
    double below = top + shown.size() * tile + 34;
    below = svg.sentences(MARGIN, below, width() - 2 * MARGIN, picture.below());
    return svg.document(below + 8, picture.title() + " · " + picture.model());
  }

  private void headings(double top) {
    List<Integer> shown = units.inText();
    for (int column = 0; column < shown.size(); column++) {
      double x = left() + column * tile + tile / 2.0 + 2;
      svg.slanted(x, top - 8, "word", Labels.label(units, shown.get(column)));
    }
    for (int i = 0; i < added.size(); i++) {
      double x = masses() + i * MASS + MASS / 2.0;
      svg.slanted(x, top - 8, "muted", added.get(i).label());
    }
  }

  private void row(int from, double y) {
    double base = y + tile / 2.0 + 4;
    svg.text(left() - 10, base, "word", Anchor.END, Labels.label(units, from));
    List<Integer> shown = units.inText();
    for (int column = 0; column < shown.size(); column++) {
      float weight = map[from][shown.get(column)];
      String number = tile < 36 ? Numbers.narrow(weight) : Numbers.weight(weight);
      svg.tile(left() + column * tile, y, tile, tile, weight / scale, number);
    }
    for (int i = 0; i < added.size(); i++) {
      double x = masses() + i * MASS + MASS / 2.0;
      String mass = Numbers.weight(added.get(i).mass(map[from]));
      svg.text(x, base, "muted", Anchor.MIDDLE, mass);
    }
  }
}
