package io.blick.bench.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A bar chart: groups of vertical bars, and a line at the level that no bar can exceed.
 *
 * @param title the title above it
 * @param unit the unit of the bars
 * @param series the name of each colour
 * @param groups the groups from left to right
 * @param ceiling the level, in the same unit
 */
public record BarChart(
    String title, String unit, List<String> series, List<Group> groups, Level ceiling) {
  private static final int WIDTH = 760;
  private static final int HEIGHT = 360;
  private static final int LEFT = 56;
  private static final int TOP = 64;
  private static final int BOTTOM = 316;
  private static final int GAP = 28;
  private static final List<String> COLOURS = List.of("#1f5fa8", "#b9bec6", "#6fa3dc", "#dde0e4");

  /**
   * A group of bars side by side.
   *
   * @param name the name below them
   * @param values one for each series; NaN for no bar
   */
  public record Group(String name, List<Double> values) {
    /** Copies the list. */
    public Group {
      values = List.copyOf(values);
    }
  }

  /**
   * A horizontal line.
   *
   * @param name the name at its right end
   * @param value its height
   */
  public record Level(String name, double value) {}

  /** Copies the lists. */
  public BarChart {
    series = List.copyOf(series);
    groups = List.copyOf(groups);
  }

  /** Returns the picture as SVG. */
  public String svg() {
    StringBuilder svg = new StringBuilder();
    svg.append("""
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" \
        font-size="12">
        <rect width="%d" height="%d" fill="#ffffff"/>
        """.formatted(WIDTH, HEIGHT, WIDTH, HEIGHT));
    text(svg, LEFT, 22, "start", title + ", " + unit);
    legend(svg);
    for (int g = 0; g < groups.size(); g++) {
      bars(svg, g);
    }
    line(svg, BOTTOM, "#30343a", "");
    line(svg, y(ceiling.value()), "#a03028", " stroke-dasharray=\"4 3\"");
    String level = String.format(Locale.ROOT, "%s %.0f", ceiling.name(), ceiling.value());
    text(svg, WIDTH - GAP, y(ceiling.value()) - 4, "end", level);
    return svg.append("</svg>\n").toString();
  }

  private void legend(StringBuilder svg) {
    double x = LEFT;
    for (int s = 0; s < series.size(); s++) {
      rectangle(svg, s, x, 34, 10, 10);
      text(svg, x + 14, 43, "start", series.get(s));
      x += 30 + 6.4 * series.get(s).length();
    }
  }

  private void bars(StringBuilder svg, int g) {
    double room = (WIDTH - LEFT - GAP) / (double) groups.size();
    double width = (room - GAP) / series.size();
    double x = LEFT + g * room + GAP / 2.0;
    text(svg, x + (room - GAP) / 2, BOTTOM + 18, "middle", groups.get(g).name());
    for (int s = 0; s < series.size(); s++) {
      double value = groups.get(g).values().get(s);
      if (!Double.isNaN(value)) {
        double top = y(value);
        rectangle(svg, s, x + s * width, top, width - 2, BOTTOM - top);
        String number = String.format(Locale.ROOT, "%.0f", value);
        text(svg, x + s * width + width / 2 - 1, top - 4, "middle", number);
      }
    }
  }

  private double y(double value) {
    double highest = Stream.concat(
            groups.stream().flatMap(group -> group.values().stream()), Stream.of(ceiling.value()))
        .filter(Double::isFinite)
        .mapToDouble(Double::doubleValue)
        .max()
        .orElse(1);
    return BOTTOM - (BOTTOM - TOP) * value / highest;
  }

  private static void line(StringBuilder svg, double y, String colour, String more) {
    svg.append(String.format(
        Locale.ROOT,
        "<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"%s\"%s/>\n",
        LEFT,
        WIDTH - GAP,
        y,
        y,
        colour,
        more));
  }

  private static void rectangle(
      StringBuilder svg, int s, double x, double y, double width, double height) {
    svg.append(String.format(
        Locale.ROOT,
        "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"/>\n",
        x,
        y,
        width,
        height,
        COLOURS.get(s % COLOURS.size())));
  }

  private static void text(StringBuilder svg, double x, double y, String anchor, String text) {
    String inert = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    svg.append(String.format(
        Locale.ROOT,
        "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" fill=\"#30343a\">%s</text>\n",
        x,
        y,
        anchor,
        inert));
  }
}
