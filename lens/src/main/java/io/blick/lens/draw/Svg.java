package io.blick.lens.draw;

import io.blick.lens.text.Columns;
import io.blick.lens.text.Visible;
import java.util.List;

/** The builder of one SVG document: no scripts, nothing fetched, all text escaped. */
public final class Svg {
  private final StringBuilder body = new StringBuilder();
  private final int width;

  /**
   * Begins a document.
   *
   * @param width in pixels
   */
  public Svg(int width) {
    this.width = width;
  }

  /** The part of a text that is placed at its x. */
  public enum Anchor {
    START,
    MIDDLE,
    END
  }

  /** Returns text that is safe in XML: characters that act made visible, markup escaped. */
  public static String escaped(String text) {
    return Visible.text(text)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  /** Adds text that begins at x. */
  public Svg text(double x, double y, String classes, String text) {
    return text(x, y, classes, Anchor.START, text);
  }

  /**
   * Adds text.
   *
   * @param y of the base line
   * @param classes names of classes of the style sheet
   */
  public Svg text(double x, double y, String classes, Anchor anchor, String text) {
    String anchorClass = switch (anchor) {
      case START -> "";
      case MIDDLE -> " mid";
      case END -> " end";
    };
    line(
        "<text x=\"%s\" y=\"%s\" class=\"%s%s\">%s</text>",
        x, y, classes, anchorClass, escaped(text));
    return this;
  }

  /** Adds text that rises to the right from its start, by 50 degrees. */
  public void slanted(double x, double y, String classes, String text) {
    line(
        "<text transform=\"translate(%s %s) rotate(-50)\" class=\"%s\">%s</text>",
        x, y, classes, escaped(text));
  }

  /** Adds sentences below each other, broken into lines of a width; returns the y below them. */
  public double sentences(double x, double y, double lineWidth, List<String> sentences) {
    double at = y;
    for (String sentence : sentences) {
      // A character of 13 pixels is about 6.6 wide.
      for (String part : Columns.wrapped(sentence, (int) (lineWidth / 6.6))) {
        text(x, at, "muted", part);
        at += 18;
      }
    }
    return at;
  }

  public void rectangle(double x, double y, double width, double height, String classes) {
    line(
        "<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" class=\"%s\"/>",
        x, y, width, height, classes);
  }

  /**
   * Adds a diamond: a square that stands on a corner.
   *
   * @param x of its middle
   * @param y of its middle
   * @param radius from its middle to a corner
   */
  public void diamond(double x, double y, double radius, String classes) {
    line(
        "<path class=\"%s\" d=\"M%s %sl%s %sl%s %sl%s %sz\"/>",
        classes, x, y - radius, radius, radius, -radius, radius, -radius, -radius);
  }

  /** Adds a tile in the shade of a weight, with a number on it. */
  public void tile(double x, double y, double width, double height, double weight, String number) {
    int shade = Shade.of(weight);
    rectangle(x, y, width - 1, height - 1, "f" + shade);
    String classes = Palette.textClass(shade) + (width < 36 ? " small" : "");
    text(x + width / 2 - 0.5, y + height / 2 + 4, classes, Anchor.MIDDLE, number);
  }

  /** Adds a map without numbers; its title is read aloud, or shown when the pointer is on it. */
  public void map(double x, double y, double side, DownsampledMap map, String title) {
    openMap(x, y, side / map.size());
    line("<title>%s</title>", escaped(title));
    closeMap(map);
  }

  /** Adds a map without numbers and without a title. */
  public void cells(double x, double y, double side, DownsampledMap map) {
    openMap(x, y, side / map.size());
    closeMap(map);
  }

  private void openMap(double x, double y, double cell) {
    // Cells are strokes of width 1, shorter to write than squares, so y is the middle of a row.
    String place = "<g class=\"map\" transform=\"translate(%s %s) scale(%s) translate(0 .5)\">";
    line(place, x, y, cell);
  }

  private void closeMap(DownsampledMap map) {
    int size = map.size();
    rectangle(0, -0.5, size, size, "f0");
    for (int shade = 1; shade < Shade.COUNT; shade++) {
      String path = path(map, shade);
      if (!path.isEmpty()) {
        line("<path class=\"f%s\" d=\"%s\"/>", shade, path);
      }
    }
    line("</g>");
  }

  private static String path(DownsampledMap map, int shade) {
    var path = new StringBuilder();
    for (int row = 0; row < map.size(); row++) {
      for (int column = 0; column < map.size(); column++) {
        int run = run(map, row, column, shade);
        if (run > 0) {
          path.append('M').append(column).append(' ').append(row).append('h').append(run);
          column += run - 1;
        }
      }
    }
    return path.toString();
  }

  /** Returns how many cells of one shade follow each other in a row. */
  private static int run(DownsampledMap map, int row, int column, int shade) {
    int end = column;
    while (end < map.size() && Shade.of(map.cell(row, end)) == shade) {
      end++;
    }
    return end - column;
  }

  private void line(String format, Object... values) {
    Object[] written = new Object[values.length];
    for (int i = 0; i < values.length; i++) {
      written[i] = values[i] instanceof Double number ? coordinate(number) : values[i];
    }
    body.append(format.formatted(written)).append('\n');
  }

  /** Returns a coordinate with at most two decimals, without trailing zeros. */
  private static String coordinate(double value) {
    String text = Numbers.fixed(value, 2);
    return text.replaceAll("\\.?0+$", "");
  }

  /**
   * Returns the document.
   *
   * @param height in pixels
   * @param title a few words on what it shows, which screen readers read aloud
   */
  public String document(double height, String title) {
    int whole = (int) Math.ceil(height);
    return """
        <?xml version="1.0" encoding="UTF-8"?>
        <svg xmlns="http://www.w3.org/2000/svg" width="%s" height="%s" viewBox="0 0 %s %s"
            class="blick" role="img">
        <title>%s</title>
        <style>
        %s</style>
        <rect class="paper" width="%s" height="%s"/>
        %s</svg>
        """.formatted(
            width, whole, width, whole, escaped(title), Palette.css(), width, whole, body);
  }
}
