package io.blick.lens.report.compare;

import io.blick.lens.draw.Numbers;
import io.blick.lens.draw.Svg;
import io.blick.lens.draw.Svg.Anchor;
import io.blick.lens.report.look.RankingResult;
import io.blick.lens.trace.Head;
import io.blick.lens.trace.Ranking.Ranked;
import java.util.ArrayList;
import java.util.List;

/** {@link ComparedRankings} as SVG: all heads by layer and head, of A, of B, and the changes. */
final class RankingsSvg {
  private static final int MARGIN = 32;
  private static final int LEFT = MARGIN + 34;
  private static final int TILE = 46;

  private final ComparedRankings result;
  private final List<Grid> grids;
  private final Svg svg;

  private RankingsSvg(ComparedRankings result) {
    this.result = result;
    this.grids = grids(result);
    this.svg = new Svg(width());
  }

  /** All heads of one side, or their changes. */
  private record Grid(String title, int layers, int heads, List<Tile> tiles) {}

  /** One head. */
  private record Tile(Head head, double strength, String number) {}

  static String of(ComparedRankings result) {
    return new RankingsSvg(result).document();
  }

  private static List<Grid> grids(ComparedRankings result) {
    List<Ranked> first = result.first().ranking().heads();
    List<Ranked> second = result.second().ranking().heads();
    double one = first.getFirst().weight();
    double other = second.getFirst().weight();
    boolean same = result.sides() == Sides.TEXTS;
    List<Grid> grids = new ArrayList<>();
    grids.add(side("A", result.first(), scale(result, same ? Math.max(one, other) : one)));
    grids.add(side("B", result.second(), scale(result, same ? Math.max(one, other) : other)));
    result.changes().ifPresent(changes -> grids.add(changes(grids.getFirst(), changes)));
    return grids;
  }

  private static Grid changes(Grid side, List<HeadChange> changes) {
    double largest = Math.max(Float.MIN_NORMAL, Math.abs(changes.getFirst().difference()));
    List<Tile> tiles = changes.stream()
        .map(change -> new Tile(
            change.head(),
            Math.abs(change.difference()) / largest,
            Numbers.signed(change.difference(), 2)))
        .toList();
    return new Grid("B − A", side.layers(), side.heads(), tiles);
  }

  private static double scale(ComparedRankings result, double largest) {
    return switch (result.edgeScore()) {
      case WEIGHT, ROLLOUT -> 1;
      case NORM -> Math.max(largest, Float.MIN_NORMAL);
    };
  }

  private static Grid side(String title, RankingResult side, double scale) {
    List<Tile> tiles = side.ranking().heads().stream()
        .map(one -> new Tile(one.head(), one.weight() / scale, Numbers.weight(one.weight())))
        .toList();
    return new Grid(title, side.maps().layers(), side.maps().heads(), tiles);
  }

  private int width() {
    return grids.stream()
        .mapToInt(grid -> LEFT + grid.heads() * TILE + MARGIN)
        .reduce(640, Math::max);
  }

  private String document() {
    var heading = new CompareHeading(result);
    svg.text(MARGIN, 48, "title", RankingsText.title(result));
    List<String> sentences = new ArrayList<>(List.of(heading.title()));
    sentences.addAll(heading.sides());
    sentences.addAll(heading.caveats());
    sentences.add(RankingsText.legend(result) + " A difference is B − A.");
    double y = svg.sentences(MARGIN, 74, width() - 2 * MARGIN, sentences);
    for (Grid grid : grids) {
      y = draw(grid, y + 26);
    }
    y = svg.sentences(MARGIN, y + 34, width() - 2 * MARGIN, List.of(heading.caution()));
    return svg.document(y + 8, RankingsText.title(result) + " · " + heading.title());
  }

  /** Draws a grid, and returns the y below it. */
  private double draw(Grid grid, double y) {
    svg.text(MARGIN, y, "head", grid.title());
    svg.text(MARGIN + 60, y, "muted", "layer ↓  head →");
    double top = y + 34;
    for (int head = 0; head < grid.heads(); head++) {
      double x = LEFT + head * TILE + TILE / 2.0;
      svg.text(x, top - 8, "muted", Anchor.MIDDLE, Integer.toString(head + 1));
    }
    for (int layer = 0; layer < grid.layers(); layer++) {
      double base = top + layer * TILE + TILE / 2.0 + 4;
      svg.text(LEFT - 12, base, "muted", Anchor.END, Integer.toString(layer + 1));
    }
    for (Tile tile : grid.tiles()) {
      double x = LEFT + tile.head().head() * TILE;
      double at = top + tile.head().layer() * TILE;
      svg.tile(x, at, TILE, TILE, tile.strength(), tile.number());
    }
    return top + grid.layers() * TILE;
  }
}
