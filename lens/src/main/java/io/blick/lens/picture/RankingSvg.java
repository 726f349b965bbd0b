package io.blick.lens.picture;

import io.blick.lens.draw.Numbers;
import io.blick.lens.draw.Svg;
import io.blick.lens.draw.Svg.Anchor;
import io.blick.lens.trace.HeadMaps;
import io.blick.lens.trace.Ranking.Ranked;
import java.util.List;

/** A {@link RankingPicture} as SVG: all heads by layer and head, and all heads in order. */
final class RankingSvg {
  private static final int MARGIN = 32;
  private static final int TILE = 46;
  private static final int ROW = 17;
  private static final int COLUMN = 190;
  private static final int COLUMNS = 4;
  private static final int BAR = 90;

  private RankingSvg() {}

  static String of(RankingPicture picture) {
    HeadMaps maps = picture.maps();
    double left = MARGIN + 34;
    double list = left + maps.heads() * TILE + 48;
    int rows = Math.ceilDiv(picture.ranking().heads().size(), COLUMNS);
    int width = (int) (list + COLUMNS * COLUMN + MARGIN);
    var svg = new Svg(width);
    svg.text(MARGIN, 48, "title", picture.title());
    double y = svg.sentences(
        MARGIN, 74, width - 2 * MARGIN, List.of(Labels.model(maps), picture.legend()));
    double top = y + 44;
    grid(svg, picture, left, top);
    order(svg, picture.ranking().heads(), list, top, rows);
    double below = top + Math.max(maps.layers() * TILE, rows * ROW) + 34;
    below = svg.sentences(MARGIN, below, width - 2 * MARGIN, List.of(Caution.of(maps.edgeScore())));
    return svg.document(below + 8, picture.title() + " · " + Labels.model(maps));
  }

  private static void grid(Svg svg, RankingPicture picture, double left, double top) {
    svg.text(MARGIN, top - 26, "muted", "layer ↓  head →");
    for (int head = 0; head < picture.maps().heads(); head++) {
      double x = left + head * TILE + TILE / 2.0;
      svg.text(x, top - 8, "muted", Anchor.MIDDLE, Integer.toString(head + 1));
    }
    for (int layer = 0; layer < picture.maps().layers(); layer++) {
      double base = top + layer * TILE + TILE / 2.0 + 4;
      svg.text(left - 12, base, "muted", Anchor.END, Integer.toString(layer + 1));
    }
    for (Ranked ranked : picture.ranking().heads()) {
      double x = left + ranked.head().head() * TILE;
      double y = top + ranked.head().layer() * TILE;
      double part = ranked.weight() / picture.scale();
      svg.tile(x, y, TILE, TILE, part, Numbers.weight(ranked.weight()));
    }
  }

  private static void order(Svg svg, List<Ranked> heads, double left, double top, int rows) {
    double largest = Math.max(heads.getFirst().weight(), Float.MIN_NORMAL);
    for (int i = 0; i < heads.size(); i++) {
      Ranked ranked = heads.get(i);
      double x = left + i / rows * COLUMN;
      double base = top + i % rows * ROW + 12;
      svg.text(x + 36, base, "word", Anchor.END, ranked.head().name());
      svg.text(x + 82, base, "", Anchor.END, Numbers.weight(ranked.weight()));
      svg.rectangle(x + 90, base - 9, BAR * ranked.weight() / largest, 9, "f20");
    }
  }
}
