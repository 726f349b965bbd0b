package io.blick.lens.picture.steps;

import io.blick.lens.draw.Numbers;
import io.blick.lens.draw.VectorText;
import io.blick.lens.text.Columns;
import io.blick.lens.text.Terminal;
import io.blick.lens.trace.Steps;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A {@link StepsView} as text. */
public final class StepsText {
  /** Number of keys that are drawn; of a longer text, those looked at most. */
  private static final int MOST_DRAWN = 12;

  private final StepsView view;
  private final Steps steps;
  private final StepsPage page;
  private final int labels;

  private StepsText(StepsView view, StepsPage page) {
    this.view = view;
    this.steps = view.steps();
    this.page = page;
    this.labels = Math.max(view.widestName(), Columns.of(view.query()));
  }

  /** Returns lines of text, each ended by a line feed. */
  public static String of(StepsView view, Terminal terminal) {
    var page = StepsPage.of(terminal);
    var text = new StepsText(view, page);
    var scores = new ScoresText(view, page);
    text.formula();
    view.origin().ifPresent(origin -> OriginText.append(view, origin, page));
    text.similarity();
    new ProductsText(view).append(page);
    scores.scaling();
    scores.softmax();
    new KeysTable(view, page.ink()).append(page);
    new WordWeights(view).append(page);
    text.sum();
    page.page().blank().sentence(view.caution());
    return page.page().toString();
  }

  private void formula() {
    int d = steps.dimension();
    page.page().title(page.ink(), view.title());
    if (!view.whichPiece().isEmpty()) {
      page.page().sentence(view.whichPiece());
    }
    page.blank();
    page.line(page.ink().bold(view.equation()));
    page.line(page.ink()
        .faint("Vaswani et al. 2017, eq. 1; here d = "
            + d
            + (steps.dividesByRoot() ? "" : ", scale = " + Numbers.fixed(steps.scale(), 3))));
    page.blank();
    page.page()
        .sentence(
            ("For each piece of the text this head makes three vectors of %s numbers: a query q,"
                    + " what the piece looks for; a key k, by which it is found; and a value v,"
                    + " what it gives to those that look at it.%s")
                .formatted(d, shared()));
  }

  private String shared() {
    return steps.sharing() == 1
        ? ""
        : " Each of %s heads of the layer has queries of its own; their keys and values are shared."
            .formatted(steps.sharing());
  }

  private void similarity() {
    page.heading(
        "1  Similarity: q·k",
        "The query of %s is multiplied number by number with the key of each piece%s, and the"
                .formatted(view.query(), view.hidden() == 0 ? "" : " that it sees")
            + " products are added up: the larger the sum, the better the key fits the query."
            + hidden());
    page.blank();
    List<Integer> drawn = drawn();
    List<List<Float>> vectors = new ArrayList<>();
    vectors.add(steps.query());
    drawn.forEach(key -> vectors.add(view.key(key).vector()));
    VectorText bars = bars(vectors);
    append(bars, "q " + view.query(), steps.query());
    drawn.forEach(key -> append(bars, "k " + view.name(key), view.key(key).vector()));
    page.blank();
    page.sentence(vectorLegend(bars.largest()));
  }

  private String hidden() {
    int hidden = view.hidden();
    String left = switch (hidden) {
      case 0 -> "";
      case 1 -> " The mask hides one piece from it, which gets no weight and is left out.";
      default ->
        " The mask hides %s pieces from it, which get no weight and are left out."
            .formatted(hidden);
    };
    return left + partlyHidden();
  }

  private String partlyHidden() {
    return view.keys().stream().anyMatch(key -> view.key(key).score() == Float.NEGATIVE_INFINITY)
        ? " Of the pieces of %s some do not see all of these, and give no weight there."
            .formatted(view.from())
        : "";
  }

  private VectorText bars(List<List<Float>> vectors) {
    return new VectorText(page.terminal(), StepsPage.INDENT.length() + 2 + labels, vectors);
  }

  private void append(VectorText bars, String label, List<Float> vector) {
    bars.append(page.page(), StepsPage.INDENT + label, vector);
  }

  /**
   * Returns the keys to draw, in reading order; only one, in full numbers, if there are no bars.
   */
  private List<Integer> drawn() {
    int most = page.ink().hasBars() ? MOST_DRAWN : 1;
    return view.byWeight().stream().limit(most).sorted().toList();
  }

  private String vectorLegend(double largest) {
    if (!page.ink().hasBars()) {
      return "Above: q, and k of the piece looked at most; the sums with all keys are below.";
    }
    String which =
        view.keys().size() > MOST_DRAWN ? "; the " + MOST_DRAWN + " keys looked at most" : "";
    String end = Numbers.fixed(largest, 2);
    return "A bar for each of the %s numbers, from -%s at the bottom to %s at the top%s."
        .formatted(steps.dimension(), end, end, which);
  }

  private void sum() {
    String parts = view.byWeight().stream()
        .limit(3)
        .map(key -> Numbers.weight(view.key(key).weight()) + " × v(" + view.name(key) + ")")
        .collect(Collectors.joining(" + "));
    page.heading(
        "4  Weighted sum: what the head hands on",
        ("The values of all pieces, each times its weight, are added up, %s numbers again:"
                + " %s%s")
            .formatted(steps.output().size(), parts, view.keys().size() > 3 ? " + …" : ""));
    page.blank();
    VectorText bars = bars(List.of(steps.output()));
    append(bars, "output", steps.output());
    if (page.ink().hasBars()) {
      String end = Numbers.fixed(bars.largest(), 2);
      page.blank();
      page.sentence("Bars from -%s to %s.".formatted(end, end));
    }
  }
}
