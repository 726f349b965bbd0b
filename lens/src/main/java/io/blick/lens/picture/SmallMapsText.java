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

/** The maps of all heads side by side: a line of maps for each layer, or several where narrow. */
final class SmallMapsText {
  /** A dot stands for at least so much weight where there are no colours. */
  private static final float DOT = 0.1f;

  /** Columns of a layer's number, and of the name of a line's first head. */
  private static final int NUMBER = 3;

  private static final int NAME = 6;

  private final HeadMaps maps;
  private final Ink ink;
  private final int perLine;
  private final int largest;

  private SmallMapsText(HeadMaps maps, Terminal terminal) {
    this.maps = maps;
    this.ink = new Ink(terminal.colours());
    int wanted = Math.min(maps.units().own().size(), ink.colourless() ? 10 : 7);
    this.perLine = IntStream.iterate(maps.heads(), n -> n > 1, n -> n - 1)
        .filter(n -> maps.heads() % n == 0 && cells(n, terminal.columns()) >= wanted)
        .findFirst()
        .orElse(1);
    int room = cells(perLine, terminal.columns());
    this.largest = Math.clamp(room, 1, ink.colourless() ? 24 : 20);
  }

  /** Returns how many cells wide each of so many maps in a line may be. */
  private int cells(int maps, int columns) {
    int wide = (columns - labels(maps) + 1) / maps - 1;
    return ink.colourless() ? 2 * wide : wide;
  }

  private int labels(int perLine) {
    return perLine == maps.heads() ? NUMBER : NAME;
  }

  static void append(TextPage lines, HeadMaps maps, Terminal terminal) {
    new SmallMapsText(maps, terminal).append(lines);
  }

  private void append(TextPage lines) {
    lines.sentence(legend());
    if (perLine == maps.heads()) {
      lines.blank().add(ink.faint(heads()));
    }
    List<DownsampledMap> row = new ArrayList<>();
    maps.forEach((head, map) -> {
      double scale = ScoreLabels.scale(maps.measure(), maps.units(), map);
      row.add(DownsampledMap.of(maps.units(), map, scale, largest));
      if (row.size() == perLine) {
        lines.blank();
        addRow(lines, new Head(head.layer(), head.head() + 1 - perLine), row);
        row.clear();
      }
    });
  }

  private String legend() {
    String many = Labels.many(maps.units());
    String mark = mark();
    String order = perLine == maps.heads()
        ? "a line of maps for each layer, heads from 1 to %s".formatted(maps.heads())
        : "from the head named at the left on, %s in a line".formatted(perLine);
    return "All heads, %s; in each map the %s that look from top to bottom, those looked at from"
            .formatted(order, many)
        + " left to right; %s.".formatted(mark);
  }

  private String mark() {
    return switch (maps.measure()) {
      case WEIGHT, ROLLOUT ->
        ink.colourless() ? "a dot: a weight of at least 0.1" : "the lighter, the more";
      case NORM ->
        ink.colourless()
            ? "a dot: at least a tenth of the map's largest norm"
            : "the lighter, the more, each map by its own largest";
    };
  }

  private int mapWidth() {
    int size = Math.min(maps.units().own().size(), largest);
    return ink.colourless() ? (size + 1) / 2 : size;
  }

  private String heads() {
    var line = new StringBuilder(" ".repeat(NUMBER));
    for (int head = 1; head <= maps.heads(); head++) {
      line.append(Columns.left(Integer.toString(head), Math.max(mapWidth(), 2) + 1));
    }
    return line.toString();
  }

  private void addRow(TextPage lines, Head first, List<DownsampledMap> row) {
    String label = perLine == maps.heads() ? Integer.toString(first.layer() + 1) : first.name();
    int size = row.getFirst().size();
    int height = ink.colourless() ? (size + 3) / 4 : (size + 1) / 2;
    int spaces = Math.max(mapWidth(), 2) + 1 - mapWidth();
    for (int line = 0; line < height; line++) {
      var text = new StringBuilder(Columns.left(line == 0 ? label : "", labels(perLine)));
      for (DownsampledMap map : row) {
        text.append(ink.colourless() ? map.dots(line, DOT) : map.blocks(ink, line));
        text.append(" ".repeat(spaces));
      }
      lines.add(text.toString());
    }
  }
}
