package io.blick.lens.report.compare;

import io.blick.lens.draw.Ink;
import io.blick.lens.draw.Numbers;
import io.blick.lens.draw.TextPage;
import io.blick.lens.table.Column;
import io.blick.lens.table.Table;
import io.blick.lens.text.Terminal;
import io.blick.lens.trace.HeadMaps;
import io.blick.lens.trace.Pair;
import io.blick.lens.trace.Pairs;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** {@link ComparedPairs} as a table of the largest differences, and as SVG of all means. */
final class PairsPicture {
  private static final int MOST_SHOWN = 20;

  private final ComparedPairs result;
  private final CompareHeading heading;

  private PairsPicture(ComparedPairs result) {
    this.result = result;
    this.heading = new CompareHeading(result);
  }

  static String text(ComparedPairs result, Terminal terminal) {
    return new PairsPicture(result).text(terminal);
  }

  static String svg(ComparedPairs result) {
    float[][] first = means(result.first().maps());
    float[][] second = means(result.second().maps());
    float[][] difference =
        AlignedMaps.difference(first, second, result.alignment().matches());
    String what = "mean %s over all heads".formatted(new CompareHeading(result).noun());
    return MapsSvg.of(new MapsPicture(result, what, first, second, difference));
  }

  private static float[][] means(HeadMaps maps) {
    float[][] means = new float[maps.units().size()][maps.units().size()];
    for (Pair pair : Pairs.of(maps).all()) {
      means[pair.from()][pair.to()] = pair.mean();
    }
    return means;
  }

  private String text(Terminal terminal) {
    var ink = new Ink(terminal.colours());
    var page = new TextPage(terminal.columns());
    heading.append(page, ink, "");
    Set<Integer> inText = new HashSet<>(heading.inText());
    List<PairChange> all = result.pairs().stream()
        .filter(pair -> inText.contains(pair.from()) && inText.contains(pair.to()))
        .sorted(PairChange.LARGEST)
        .toList();
    List<PairChange> shown = all.stream().limit(MOST_SHOWN).toList();
    page.sentence(rule(shown.size(), all.size())).blank();
    if (!shown.isEmpty()) {
      new Table<>(columns(), shown).text(page, terminal);
      page.blank();
    }
    return page.sentence(heading.caution()).toString();
  }

  private String rule(int shown, int all) {
    String head = switch (result.sides()) {
      case TEXTS ->
        " head: where the %s changes most, with the %1$ss there.".formatted(heading.noun());
      case MODELS -> "";
    };
    return ("Where one looks at another, itself included: the mean %s over all heads in A and in B,"
                + " the largest difference first; %d of %d pairs are shown (--format json has"
                + " all).")
            .formatted(heading.noun(), shown, all)
        + head;
  }

  private List<Column<PairChange>> columns() {
    List<Column<PairChange>> columns = new ArrayList<>(List.of(
        Column.text("looks", pair -> heading.label(pair.from())),
        Column.text("at", pair -> heading.label(pair.to())),
        Column.number("A", 3, PairChange::first),
        Column.number("B", 3, PairChange::second),
        Column.signed("B − A", 3, PairChange::difference)));
    if (result.sides() == Sides.TEXTS) {
      columns.add(ofHead("head", change -> change.head().name()));
      columns.add(ofHead("A", change -> Numbers.weight(change.first())));
      columns.add(ofHead("B", change -> Numbers.weight(change.second())));
    }
    return columns;
  }

  private static Column<PairChange> ofHead(String heading, Function<HeadChange, String> text) {
    return Column.<PairChange>number(heading, 3, PairChange::difference)
        .shown(pair -> pair.head().map(text).orElse(""));
  }
}
