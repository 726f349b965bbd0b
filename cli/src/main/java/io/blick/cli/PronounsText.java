package io.blick.cli;

import io.blick.lens.draw.Ink;
import io.blick.lens.measure.Interval;
import io.blick.lens.measure.NameHits;
import io.blick.lens.measure.Pronouns;
import io.blick.lens.picture.Caution;
import io.blick.lens.text.Columns;
import io.blick.lens.text.Terminal;
import io.blick.lens.text.Visible;
import io.blick.lens.trace.Head;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What heads make of pronouns, for people. */
final class PronounsText {
  private static final int NAME = 24;
  private static final int PERCENT = 7;
  private static final int REMARK = 24;
  private static final int BAR = 20;
  private static final int SHOWN = 5;

  private final Pronouns pronouns;
  private final Terminal canvas;
  private final StringBuilder text = new StringBuilder();

  private PronounsText(Pronouns pronouns, Terminal canvas) {
    this.pronouns = pronouns;
    this.canvas = canvas;
  }

  static String of(Pronouns pronouns, Terminal canvas) {
    return new PronounsText(pronouns, canvas).text();
  }

  private String text() {
    NameHits all = pronouns.all();
    head();
    line("best head, " + pronouns.best().name(), all.accuracy(pronouns.best()), within());
    pronouns.heldOut().ifPresent(this::heldOut);
    line("nearest name", all.nearestAccuracy(), "");
    line("first name", all.firstAccuracy(), "");
    line("chance", Pronouns.CHANCE, "");
    best();
    genders();
    foot();
    return text.toString();
  }

  private void head() {
    NameHits all = pronouns.all();
    add("pronouns and names · %s · %d layers × %d heads"
        .formatted(
            Visible.text(pronouns.model()),
            all.heads().size(),
            all.heads().getFirst().size()));
    add("%d examples: %d have exactly one right name, %d none or both"
        .formatted(pronouns.examples(), all.cases(), pronouns.ambiguous()));
    if (pronouns.skipped() > 0) {
      add("%d skipped: too long, or without a piece where the pronoun or a name stands"
          .formatted(pronouns.skipped()));
    }
    add("");
    add("how often the right name of two is chosen");
  }

  private String within() {
    Interval interval = pronouns.interval();
    return "95 %: " + percent(interval.low()) + " to " + percent(interval.high());
  }

  private void heldOut(Pronouns.HeldOut heldOut) {
    line(
        "held out, " + heldOut.head().name(),
        heldOut.accuracy(),
        "of %d even examples".formatted(heldOut.hits().cases()));
  }

  private void best() {
    NameHits all = pronouns.all();
    add("");
    add("the %d best heads".formatted(SHOWN));
    heads()
        .sorted(Comparator.comparingInt((Head head) -> -all.hits(head))
            .thenComparing(Comparator.naturalOrder()))
        .limit(SHOWN)
        .forEach(head -> line(head.name(), all.accuracy(head), ""));
  }

  private Stream<Head> heads() {
    List<List<Integer>> heads = pronouns.all().heads();
    return IntStream.range(0, heads.size())
        .boxed()
        .flatMap(layer ->
            IntStream.range(0, heads.get(layer).size()).mapToObj(head -> new Head(layer, head)));
  }

  private void genders() {
    add("");
    add("%s%5s%9s%9s%9s"
        .formatted(
            Columns.left("by the pronoun's gender", NAME),
            "cases",
            pronouns.best().name(),
            "nearest",
            "first"));
    for (Pronouns.OfGender one : pronouns.genders()) {
      NameHits hits = one.hits();
      add("%s%5d%9s%9s%9s"
          .formatted(
              Columns.left("  " + Choice.name(one.gender()), NAME),
              hits.cases(),
              percent(hits.accuracy(pronouns.best())),
              percent(hits.nearestAccuracy()),
              percent(hits.firstAccuracy())));
    }
  }

  private void foot() {
    add("");
    sentence(("The best of %d heads on the same examples is better than it will be elsewhere; held"
            + " out, the head is chosen on odd examples and measured on even ones. 95 %%: examples"
            + " drawn anew 1,000 times. Equal weights are no hit.")
        .formatted(heads().count()));
    sentence(Caution.TEXT);
  }

  private void sentence(String sentence) {
    Columns.wrapped(sentence, canvas.columns()).forEach(this::add);
  }

  private void line(String name, double share, String remark) {
    String row = Columns.left("  " + name, NAME)
        + Columns.right(percent(share), PERCENT)
        + "  "
        + Columns.left(remark, REMARK);
    int room = Math.clamp(canvas.columns() - Columns.of(row), 1, BAR);
    text.append((row + new Ink(canvas.colours()).bar(share, room)).stripTrailing())
        .append('\n');
  }

  private void add(String line) {
    text.append(line).append('\n');
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }
}
