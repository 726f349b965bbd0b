package io.blick.lens.picture.steps;

import io.blick.lens.draw.Ink;
import io.blick.lens.draw.Numbers;
import io.blick.lens.text.Columns;
import io.blick.lens.trace.Steps;
import java.util.List;
import java.util.stream.Stream;

/** The table of all keys with their similarity, score and weight. */
final class KeysTable {
  private static final int LEAST_NUMBER = 10;
  private static final int GAP = 2;
  private static final int BAR = 20;

  private final StepsView view;
  private final Steps steps;
  private final Ink ink;
  private final int labels;
  private final int width;

  KeysTable(StepsView view, Ink ink) {
    this.view = view;
    this.steps = view.steps();
    this.ink = ink;
    this.labels = view.widestName();
    this.width = Math.max(LEAST_NUMBER, GAP + widest());
  }

  /** Returns the width of the widest number or heading. */
  private int widest() {
    return Stream.concat(Stream.of(view.factor()), steps.keys().stream().flatMap(this::numbers))
        .mapToInt(Columns::of)
        .max()
        .orElse(0);
  }

  private Stream<String> headings() {
    return Stream.of(
            Stream.of("q·k", view.factor()),
            Stream.of("capped").filter(_ -> steps.hasCap()),
            Stream.of("+ bias", "score").filter(_ -> steps.hasBias()))
        .flatMap(part -> part);
  }

  private Stream<String> numbers(Steps.Key key) {
    return Stream.of(
            Stream.of(key.dot(), key.scaled()),
            Stream.of(key.capped()).filter(_ -> steps.hasCap()),
            Stream.of(key.bias(), key.score()).filter(_ -> steps.hasBias()))
        .flatMap(part -> part)
        .map(StepsView::number);
  }

  void append(StepsPage page) {
    page.blank();
    page.line(
        ink.faint(row("key", Stream.concat(headings(), Stream.of("weight")).toList())));
    for (int key : view.keys()) {
      Stream<String> cells = Stream.concat(
          numbers(view.key(key)), Stream.of(Numbers.weight(view.key(key).weight())));
      page.line(
          row(view.name(key), cells.toList()) + "  " + ink.bar(view.key(key).weight(), BAR));
    }
    double sum = steps.keys().stream().mapToDouble(Steps.Key::weight).sum();
    int between = Math.toIntExact(headings().count()) * width;
    page.line(ink.faint(
        Columns.left("sum", labels + between) + Columns.right(Numbers.weight(sum), width)));
  }

  private String row(String name, List<String> cells) {
    var line = new StringBuilder(Columns.left(name, labels));
    cells.forEach(cell -> line.append(Columns.right(cell, width)));
    return line.toString();
  }
}
