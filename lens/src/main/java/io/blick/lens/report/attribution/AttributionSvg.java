package io.blick.lens.report.attribution;

import io.blick.lens.draw.Numbers;
import io.blick.lens.draw.Svg;
import io.blick.lens.draw.Svg.Anchor;
import io.blick.lens.text.Columns;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * An {@link AttributionResult} as SVG: the words of the text, shaded by what they matter, and below
 * a row for each with bars of its distance, the attention on it, and its share in the rollout.
 */
final class AttributionSvg {
  private static final int WIDTH = 900;
  private static final int MARGIN = 32;
  private static final int LINE = 30;
  private static final int ROW = 20;
  private static final int BAR = 130;
  private static final int COLUMN = 216;
  /** Width of a column of a terminal in bold, in pixels. */
  private static final double LETTER = 8.4;

  private final AttributionResult result;
  private final AttributionSentences sentences;
  private final Svg svg = new Svg(WIDTH);

  private AttributionSvg(AttributionResult result) {
    this.result = result;
    this.sentences = new AttributionSentences(result);
  }

  static String of(AttributionResult result) {
    var svg = new AttributionSvg(result);
    return result
        .mixing()
        .map(map -> AttributionText.map(result, svg.sentences, map).svg())
        .orElseGet(svg::document);
  }

  private String document() {
    svg.text(MARGIN, 48, "title", sentences.title());
    double y = sentences(
        74,
        List.of(
            sentences.model(), sentences.method(), sentences.distance(), sentences.attention()));
    y = text(y + 10);
    y = rows(y + 30);
    y = sentences(y + 30, List.of(sentences.correlation(), sentences.caution()));
    return svg.document(y + 8, sentences.title() + " · " + sentences.model());
  }

  private double sentences(double y, List<String> all) {
    return svg.sentences(MARGIN, y, WIDTH - 2 * MARGIN, all);
  }

  /** Adds the text, a tile a word; returns the y below it. */
  private double text(double top) {
    double largest = largest(word -> word.distance().orElse(0));
    double x = MARGIN;
    double y = top;
    for (AttributedWord word : result.words()) {
      String label = AttributionTables.shown(result, word);
      double width = Columns.of(label) * LETTER + 16;
      if (x + width > WIDTH - MARGIN) {
        x = MARGIN;
        y += LINE;
      }
      svg.tile(
          x, y, width, LINE - 3, AttributionTables.part(word.distance().orElse(0), largest), label);
      x += width;
    }
    return y + LINE;
  }

  private double largest(ToDoubleFunction<AttributedWord> number) {
    return AttributionTables.largest(result, number);
  }

  /** Adds a row for each word; returns the y below them. */
  private double rows(double top) {
    double left = MARGIN
        + LETTER
            * result.words().stream()
                .mapToInt(word -> Columns.of(AttributionTables.name(result, word)))
                .max()
                .orElse(0)
        + 12;
    int row = 0;
    for (AttributedWord word : result.words()) {
      double base = top + ROW * ++row;
      svg.text(left - 10, base, "word", Anchor.END, AttributionTables.name(result, word));
    }
    int decimals = AttributionTables.decimals(result.of());
    column(left, top, "distance", decimals, word -> word.distance().orElse(0));
    column(left + COLUMN, top, "attention", 4, AttributedWord::attention);
    column(left + 2 * COLUMN, top, "rollout", 4, AttributedWord::rollout);
    return top + ROW * result.words().size();
  }

  private void column(
      double x, double top, String name, int decimals, ToDoubleFunction<AttributedWord> number) {
    svg.text(x, top, "muted", name);
    double largest = largest(number);
    int row = 0;
    for (AttributedWord word : result.words()) {
      double base = top + ROW * ++row;
      boolean measured = !name.equals("distance") || word.distance().isPresent();
      double value = number.applyAsDouble(word);
      svg.text(x + 62, base, "", Anchor.END, measured ? Numbers.fixed(value, decimals) : "–");
      double length = BAR * Math.max(0, AttributionTables.part(value, largest));
      svg.rectangle(x + 70, base - 9, length, 9, "f20");
    }
  }
}
