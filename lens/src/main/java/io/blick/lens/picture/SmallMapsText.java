package io.blick.lens.picture;

import io.blick.lens.draw.DownsampledMap;
import io.blick.lens.draw.Ink;
import io.blick.lens.draw.TextPage;
import io.blick.lens.text.Columns;
import io.blick.lens.text.Terminal;
import io.blick.lens.trace.Head;
import io.blick.lens.trace.HeadMaps;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The maps of all heads as text: a line of maps for each layer, or several if it is too wide. */
final class SmallMapsText {
  /** The smallest weight that has a dot if there are no colours. */
  private static final float DOT_THRESHOLD = 0.1f;

  /** Columns of the number of a layer. */
  private static final int LAYER_NUMBER = 3;

  /** Columns of the name of the first head of a line. */
  private static final int HEAD_NAME = 6;

  private final HeadMaps maps;
  private final Ink ink;
  private final int perLine;
  private final int mostCells;

  private SmallMapsText(HeadMaps maps, Terminal terminal) {
    this.maps = maps;
    this.ink = new Ink(terminal.colours());
    int wanted = Math.min(maps.units().inText().size(), ink.isColourless() ? 10 : 7);
    this.perLine = IntStream.iterate(maps.heads(), n -> n > 1, n -> n - 1)
        .filter(n -> maps.heads() % n == 0 && cells(n, terminal.columns()) >= wanted)
        .findFirst()
        .orElse(1);
    int fitting = cells(perLine, terminal.columns());
    this.mostCells = Math.clamp(fitting, 1, ink.isColourless() ? 24 : 20);
  }

  /** Returns the cells that a row of each map may have if there are some maps on a line. */
  private int cells(int maps, int columns) {
    int wide = (columns - labels(maps) + 1) / maps - 1;
    return ink.isColourless() ? 2 * wide : wide;
  }

  private int labels(int perLine) {
    return perLine == maps.heads() ? LAYER_NUMBER : HEAD_NAME;
  }

  static void append(TextPage page, HeadMaps maps, Terminal terminal) {
    new SmallMapsText(maps, terminal).append(page);
  }

  private void append(TextPage page) {
    page.sentence(legend());
    if (perLine == maps.heads()) {
      page.blank().add(ink.faint(heads()));
    }
    List<DownsampledMap> row = new ArrayList<>();
    maps.forEach((head, map) -> {
      double scale = ScoreLabels.scale(maps.edgeScore(), maps.units(), map);
      row.add(DownsampledMap.of(map, maps.units().inText(), scale, mostCells));
      if (row.size() == perLine) {
        page.blank();
        addRow(page, new Head(head.layer(), head.head() + 1 - perLine), row);
        row.clear();
      }
    });
  }

  private String legend() {
    String plural = Labels.plural(maps.units());
    String mark = mark();
    String order = perLine == maps.heads()
        ? "a line of maps for each layer, heads from 1 to %s".formatted(maps.heads())
        : "from the head named at the left on, %s in a line".formatted(perLine);
    return "All heads, %s; in each map the %s that look from top to bottom, those looked at from"
            .formatted(order, plural)
        + " left to right; %s.".formatted(mark);
  }

  private String mark() {
    return switch (maps.edgeScore()) {
      case WEIGHT, ROLLOUT ->
        ink.isColourless() ? "a dot: a weight of at least 0.1" : "the lighter, the more";
      case NORM ->
        ink.isColourless()
            ? "a dot: at least a tenth of the map's largest norm"
            : "the lighter, the more, each map by its own largest";
    };
  }

  private int mapWidth() {
    int size = Math.min(maps.units().inText().size(), mostCells);
    return ink.isColourless() ? (size + 1) / 2 : size;
  }

  private String heads() {
    var line = new StringBuilder(" ".repeat(LAYER_NUMBER));
    for (int head = 1; head <= maps.heads(); head++) {
      line.append(Columns.left(Integer.toString(head), Math.max(mapWidth(), 2) + 1));
    }
    return line.toString();
  }

  private void addRow(TextPage page, Head first, List<DownsampledMap> row) {
    String label = perLine == maps.heads() ? Integer.toString(first.layer() + 1) : first.name();
    int size = row.getFirst().size();
    int height = ink.isColourless() ? (size + 3) / 4 : (size + 1) / 2;
    int spaces = Math.max(mapWidth(), 2) + 1 - mapWidth();
    for (int line = 0; line < height; line++) {
      var text = new StringBuilder(Columns.left(line == 0 ? label : "", labels(perLine)));
      for (DownsampledMap map : row) {
        text.append(
            ink.isColourless() ? map.braille(line, DOT_THRESHOLD) : map.halfBlocks(ink, line));
        text.append(" ".repeat(spaces));
      }
      page.add(text.toString());
    }
  }
}
