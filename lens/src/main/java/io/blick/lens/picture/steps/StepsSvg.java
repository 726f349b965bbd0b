package io.blick.lens.picture.steps;

import io.blick.lens.draw.Numbers;
import io.blick.lens.draw.Svg;
import io.blick.lens.draw.Svg.Anchor;
import io.blick.lens.text.Columns;
import io.blick.lens.trace.Steps;
import java.util.ArrayList;
import java.util.List;

/** A {@link StepsView} as SVG: the query, a row for each key with its numbers, and the output. */
public final class StepsSvg {
  /** Number of keys that are drawn; of a longer text, those looked at most. */
  private static final int MOST_DRAWN = 40;

  private static final int LEAST_WIDTH = 960;
  private static final int MARGIN = 32;
  private static final int ROW = 26;
  private static final int BAR = 170;
  private static final int NUMBER = 76;
  private static final int TILE = 58;
  /** Width of a column of a terminal in bold, in pixels. */
  private static final double LETTER = 8.4;

  private static final double TITLE_LETTER = 12.5;

  private final StepsView view;
  private final Steps steps;
  private final List<Integer> drawn;
  private final double left;
  private final double smallest;
  private final double span;
  private final int width;
  private final Svg svg;

  private StepsSvg(StepsView view) {
    this.view = view;
    this.steps = view.steps();
    this.drawn = view.byWeight().stream().limit(MOST_DRAWN).sorted().toList();
    int labels = Math.max(
        6, drawn.stream().mapToInt(key -> Columns.of(view.name(key))).max().orElse(0));
    this.left = MARGIN + labels * LETTER + 12;
    this.smallest =
        Math.min(0, drawn.stream().mapToDouble(key -> view.key(key).dot()).min().orElse(0));
    double largest =
        Math.max(0, drawn.stream().mapToDouble(key -> view.key(key).dot()).max().orElse(0));
    this.span = Math.max(largest - smallest, Float.MIN_NORMAL);
    double title = 2 * MARGIN + Columns.of(view.subject()) * TITLE_LETTER;
    double table = byWord() + (hasWords() ? wordColumn() : 0) + MARGIN;
    this.width = (int) Math.max(LEAST_WIDTH, Math.max(title, table));
    this.svg = new Svg(width);
  }

  /** Returns the document. */
  public static String of(StepsView view) {
    return new StepsSvg(view).document();
  }

  private double scores() {
    return left + BAR + NUMBER;
  }

  private double weights() {
    return scores() + columns().size() * NUMBER + 28;
  }

  private double byWord() {
    return weights() + TILE + BAR + 24;
  }

  private double wordColumn() {
    return 90 + 24 * LETTER;
  }

  /** Returns the headings of the numbers between the similarity and the weight. */
  private List<String> columns() {
    List<String> columns = new ArrayList<>(List.of(view.factor()));
    if (steps.hasCap()) {
      columns.add("capped");
    }
    if (steps.hasBias()) {
      columns.add("+ bias");
      columns.add("score");
    }
    return columns;
  }

  private List<Float> numbers(Steps.Key key) {
    List<Float> numbers = new ArrayList<>(List.of(key.scaled()));
    if (steps.hasCap()) {
      numbers.add(key.capped());
    }
    if (steps.hasBias()) {
      numbers.add(key.bias());
      numbers.add(key.score());
    }
    return numbers;
  }

  private String document() {
    svg.text(MARGIN, 48, "title", title());
    double y = sentences(74, List.of(view.place(), view.equation() + ": " + legend()));
    if (!view.whichPiece().isEmpty()) {
      y = sentences(y, List.of(view.whichPiece()));
    }
    VectorSvg.append(svg, left, y + 6, "q", steps.query());
    double top = y + VectorSvg.HEIGHT + 52;
    headings(top - 14);
    for (int row = 0; row < drawn.size(); row++) {
      row(drawn.get(row), top + row * ROW);
    }
    double below = top + drawn.size() * ROW;
    if (drawn.size() == view.keys().size()) {
      words(top);
    }
    svg.text(left, below + 38, "head", "4  Σ weight · v, what the head hands on");
    VectorSvg.append(svg, left, below + 52, "output", steps.output());
    double end = sentences(below + VectorSvg.HEIGHT + 84, List.of(view.caution()));
    return svg.document(end + 8, view.title());
  }

  private String title() {
    return "W" + view.subject().substring(1);
  }

  private double sentences(double y, List<String> sentences) {
    return svg.sentences(MARGIN, y, width - 2 * MARGIN, sentences);
  }

  private String legend() {
    String all = drawn.size() == view.keys().size()
        ? ""
        : " Of %s keys the %s looked at most.".formatted(view.keys().size(), drawn.size());
    return "the query of %s with the key of each piece%s (1), scaled (2), as parts of 1 (3), and"
            .formatted(view.query(), view.hidden() == 0 ? "" : " that it sees")
        + " the values added up by these weights (4)."
        + all;
  }

  private void headings(double y) {
    svg.text(left, y, "head", "1  q·k");
    for (int i = 0; i < columns().size(); i++) {
      String number = i == 0 ? "2  " : "";
      double x = scores() + (i + 1) * NUMBER;
      svg.text(x, y, "head", Anchor.END, number + columns().get(i));
    }
    svg.text(weights(), y, "head", "3  softmax");
    if (hasWords()) {
      svg.text(byWord() + 14, y, "head", "by word");
    }
  }

  private void row(int index, double y) {
    Steps.Key key = view.key(index);
    double base = y + ROW / 2.0 + 4;
    svg.text(left - 12, base, "word", Anchor.END, view.name(index));
    double zero = left - smallest / span * BAR;
    double length = Math.abs(key.dot()) / span * BAR;
    double start = key.dot() < 0 ? zero - length : zero;
    svg.rectangle(start, y + 5, length, ROW - 11, key.dot() < 0 ? "f12" : "f22");
    svg.rectangle(zero - 0.5, y, 1, ROW, "rule");
    svg.text(left + BAR + NUMBER, base, "", Anchor.END, StepsView.number(key.dot()));
    List<Float> numbers = numbers(key);
    for (int i = 0; i < numbers.size(); i++) {
      svg.text(scores() + (i + 1) * NUMBER, base, "", Anchor.END, StepsView.number(numbers.get(i)));
    }
    svg.tile(weights(), y, TILE, ROW, key.weight(), Numbers.weight(key.weight()));
    double most = Math.max(view.key(steps.mostLookedAt()).weight(), Float.MIN_NORMAL);
    svg.rectangle(weights() + TILE + 8, y + 5, key.weight() / most * (BAR - 20), ROW - 11, "f22");
  }

  /** Whether a word of the text has more than one piece. */
  private boolean hasWords() {
    return !view.words().isEmpty() && view.words().size() < steps.keys().size();
  }

  private void words(double top) {
    if (!hasWords()) {
      return;
    }
    double x = byWord();
    for (int word : view.seenWords()) {
      List<Integer> pieces =
          view.words().get(word).pieces().stream().filter(drawn::contains).toList();
      int count = pieces.size();
      double y = top + drawn.indexOf(pieces.getFirst()) * ROW;
      svg.rectangle(x, y + 3, 2, count * ROW - 6, "f12");
      double base = y + count * ROW / 2.0 + 4;
      svg.text(x + 58, base, "", Anchor.END, Numbers.weight(steps.words().get(word)));
      svg.text(x + 70, base, "word", view.word(word));
    }
  }
}
