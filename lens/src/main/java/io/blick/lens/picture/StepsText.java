package io.blick.lens.picture;

import io.blick.lens.draw.Ink;
import io.blick.lens.draw.Numbers;
import io.blick.lens.draw.TextPage;
import io.blick.lens.draw.VectorText;
import io.blick.lens.text.Columns;
import io.blick.lens.text.Terminal;
import io.blick.lens.text.Visible;
import io.blick.lens.trace.Steps;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A {@link StepsPicture} as text. */
final class StepsText {
  /** Number of keys that are drawn; of a longer text, those looked at most. */
  private static final int MOST_DRAWN = 12;

  private static final String INDENT = "   ";
  private static final int LEAST_NUMBER = 10;
  private static final int GAP = 2;
  private static final int BAR = 20;

  private final StepsPicture picture;
  private final Steps steps;
  private final Ink ink;
  private final Terminal terminal;
  private final TextPage page;
  private final int labels;
  private final int number;
  private final Steps.Key mostLookedAt;

  private StepsText(StepsPicture picture, Terminal terminal) {
    this.picture = picture;
    this.steps = picture.steps();
    this.ink = new Ink(terminal.colours());
    this.terminal = terminal;
    this.page = new TextPage(terminal.columns());
    this.labels =
        steps.keys().stream().mapToInt(key -> Columns.of(name(key))).max().orElse(0);
    this.number = Math.max(LEAST_NUMBER, GAP + widest());
    this.mostLookedAt = byWeight().getFirst();
  }

  static String of(StepsPicture picture, Terminal terminal) {
    var text = new StepsText(picture, terminal);
    text.formula();
    text.similarity();
    text.scaling();
    text.softmax();
    text.table();
    text.sum();
    return text.page.blank().sentence(Caution.TEXT).toString();
  }

  /** Returns the width of the widest number or heading of the table. */
  private int widest() {
    return Stream.concat(Stream.of(factor()), steps.keys().stream().flatMap(StepsText::numbers))
        .mapToInt(Columns::of)
        .max()
        .orElse(0);
  }

  private static Stream<String> numbers(Steps.Key key) {
    return Stream.of(
        number(key.dot()),
        number(key.scaled()),
        number(key.capped()),
        number(key.bias()),
        number(key.score()));
  }

  private static String name(Steps.Key key) {
    return Labels.visible(key.piece());
  }

  private List<Steps.Key> byWeight() {
    return steps.keys().stream()
        .sorted(Comparator.comparingDouble((Steps.Key key) -> -key.weight()))
        .toList();
  }

  private String query() {
    return Labels.visible(steps.label());
  }

  private String divisor() {
    double root = Math.sqrt(steps.dimension());
    return Numbers.fixed(root, root == Math.rint(root) ? 0 : 3);
  }

  /** Returns the scaling, as it follows a similarity: {@code / 8} or {@code × 1.000}. */
  private String factor() {
    return steps.dividesByRoot() ? "/ " + divisor() : "× " + Numbers.fixed(steps.scale(), 3);
  }

  /** Returns the formula of this model. */
  private String equation() {
    String scaled = steps.dividesByRoot() ? "Q Kᵀ / √d" : "scale · Q Kᵀ";
    return "Attention(Q, K, V) = softmax(%s%s) V"
        .formatted(
            steps.hasCap() ? "cap(%s)".formatted(scaled) : scaled,
            steps.hasBias() ? " + bias" : "");
  }

  private static String number(float value) {
    return value == Float.NEGATIVE_INFINITY ? "−∞" : Numbers.fixed(value, 3);
  }

  private void formula() {
    String word = Labels.visible(picture.word());
    String piece = word.equals(query()) ? "" : ", by its first piece " + query() + ",";
    int d = steps.dimension();
    page.title(
            ink,
            "%s · layer %s, head %s · what %s looks at"
                .formatted(
                    Visible.text(picture.model()),
                    steps.head().layer() + 1,
                    steps.head().head() + 1,
                    word + piece))
        .blank()
        .add(INDENT + ink.bold(equation()))
        .add(INDENT
            + ink.faint("Vaswani et al. 2017, eq. 1; here d = "
                + d
                + (steps.dividesByRoot() ? "" : ", scale = " + Numbers.fixed(steps.scale(), 3))))
        .blank()
        .sentence(
            ("For each piece of the text this head makes three vectors of %s numbers: a query q,"
                    + " what the piece looks for; a key k, by which it is found; and a value v,"
                    + " what it gives to those that look at it.")
                .formatted(d));
  }

  private void heading(String title, String sentence) {
    page.blank().title(ink, title).sentence(INDENT, sentence);
  }

  private void similarity() {
    heading(
        "1  Similarity: q·k",
        "The query of %s is multiplied number by number with the key of each piece, and the"
                .formatted(query())
            + " products are added up: the larger the sum, the better the key fits the query.");
    page.blank();
    List<Steps.Key> drawn = drawn();
    List<List<Float>> vectors = new ArrayList<>();
    vectors.add(steps.query());
    drawn.forEach(key -> vectors.add(key.vector()));
    var bars = new VectorText(terminal, INDENT.length() + 2 + labels(), vectors);
    bars.append(page, INDENT + "q " + query(), steps.query());
    drawn.forEach(key -> bars.append(page, INDENT + "k " + name(key), key.vector()));
    page.blank().sentence(INDENT, vectorLegend(bars.largest())).sentence(INDENT, products());
  }

  private int labels() {
    return Math.max(labels, Columns.of(query()));
  }

  /**
   * Returns the keys to draw, in reading order; only one, in full numbers, if there are no bars.
   */
  private List<Steps.Key> drawn() {
    List<Steps.Key> chosen =
        byWeight().subList(0, Math.min(steps.keys().size(), ink.hasBars() ? MOST_DRAWN : 1));
    return steps.keys().stream().filter(chosen::contains).toList();
  }

  private String vectorLegend(double largest) {
    if (!ink.hasBars()) {
      return "Above: q, and k of the piece looked at most; the sums with all keys are below.";
    }
    String which =
        steps.keys().size() > MOST_DRAWN ? "; the " + MOST_DRAWN + " keys looked at most" : "";
    String end = Numbers.fixed(largest, 2);
    return "A bar for each of the %s numbers, from -%s at the bottom to %s at the top%s."
        .formatted(steps.dimension(), end, end, which);
  }

  private String products() {
    String first = IntStream.range(0, Math.min(2, steps.dimension()))
        .mapToObj(i -> times(steps.query().get(i), mostLookedAt.vector().get(i)))
        .collect(Collectors.joining(" + "));
    return "%s: %s + … = %s"
        .formatted(name(mostLookedAt), first, Numbers.fixed(mostLookedAt.dot(), 3));
  }

  private static String times(float q, float k) {
    return signed(q) + " × " + signed(k);
  }

  private static String signed(float value) {
    String number = Numbers.fixed(value, 2);
    return number.startsWith("-") ? "(" + number + ")" : number;
  }

  private void scaling() {
    int d = steps.dimension();
    String scaling = steps.dividesByRoot()
        ? ("The more numbers a vector has, the larger such sums become, so each is divided by"
                + " √%s = %s;")
            .formatted(d, divisor())
        : "This model multiplies each sum by %s, not by 1/√%s;"
            .formatted(Numbers.fixed(steps.scale(), 3), d);
    heading(
        steps.dividesByRoot() ? "2  Scaling: q·k / √" + d : "2  Scaling: scale · q·k",
        "%s for %s: %s %s = %s.%s"
            .formatted(
                scaling,
                name(mostLookedAt),
                Numbers.fixed(mostLookedAt.dot(), 3),
                factor(),
                Numbers.fixed(mostLookedAt.scaled(), 3),
                steps.scoresDiffer() ? changed() : ""));
  }

  private String changed() {
    String capped = steps.hasCap()
        ? " A soft cap of this model makes of it %s.".formatted(number(mostLookedAt.capped()))
        : "";
    String biased = steps.hasBias()
        ? " This model then adds a bias, by where the two pieces stand: %s + %s = %s."
            .formatted(
                number(mostLookedAt.capped()),
                number(mostLookedAt.bias()).replaceFirst("^-.*", "($0)"),
                number(mostLookedAt.score()))
        : "";
    return capped + biased;
  }

  private void softmax() {
    double largest = steps.keys().stream().mapToDouble(Steps.Key::score).max().orElse(0);
    // If the sum overflows or underflows, the largest score is subtracted first: softmax(x − c) is
    // softmax(x).
    double shift = hasDigits(total(0)) || largest == Double.NEGATIVE_INFINITY ? 0 : largest;
    String subtracted = shift == 0
        ? ""
        : " (such sums are too large or too small to be written, so that %s, the largest, is"
                .formatted(Numbers.fixed(shift, 3))
            + " subtracted from each x first, which changes no weight)";
    double score = mostLookedAt.score() - shift;
    heading(
        "3  Softmax: the weights",
        ("Each %s x becomes exp(x), and is divided by the sum over all keys, so that"
                + " the weights are positive and sum to 1%s; for %s: exp(%s) = %s, of %s in all:"
                + " %s.")
            .formatted(
                steps.scoresDiffer() ? "score" : "scaled number",
                subtracted,
                name(mostLookedAt),
                number((float) score),
                brief(StrictMath.exp(score)),
                brief(total(shift)),
                Numbers.weight(mostLookedAt.weight())));
  }

  private double total(double shift) {
    return steps.keys().stream()
        .mapToDouble(key -> StrictMath.exp(key.score() - shift))
        .sum();
  }

  private static boolean hasDigits(double total) {
    return total >= Double.MIN_NORMAL && total <= Double.MAX_VALUE;
  }

  private static String brief(double value) {
    return String.format(Locale.ROOT, "%.4g", value);
  }

  private void table() {
    page.blank()
        .add(ink.faint(INDENT
            + Columns.left("key", labels)
            + Columns.right("q·k", number)
            + Columns.right(factor(), number)
            + (steps.hasCap() ? Columns.right("capped", number) : "")
            + (steps.hasBias() ? Columns.right("+ bias", number) : "")
            + (steps.hasBias() ? Columns.right("score", number) : "")
            + Columns.right("weight", number)));
    for (Steps.Key key : steps.keys()) {
      page.add(INDENT
          + Columns.left(name(key), labels)
          + Columns.right(Numbers.fixed(key.dot(), 3), number)
          + Columns.right(Numbers.fixed(key.scaled(), 3), number)
          + (steps.hasCap() ? Columns.right(number(key.capped()), number) : "")
          + (steps.hasBias() ? Columns.right(number(key.bias()), number) : "")
          + (steps.hasBias() ? Columns.right(number(key.score()), number) : "")
          + Columns.right(Numbers.weight(key.weight()), number)
          + "  "
          + ink.bar(key.weight(), BAR));
    }
    double sum = steps.keys().stream().mapToDouble(Steps.Key::weight).sum();
    page.add(INDENT
        + ink.faint(Columns.left("sum", labels + columns() * number)
            + Columns.right(Numbers.weight(sum), number)));
  }

  /** Returns how many columns of numbers stand before the weights. */
  private int columns() {
    return 2 + (steps.hasCap() ? 1 : 0) + (steps.hasBias() ? 2 : 0);
  }

  private void sum() {
    String parts = byWeight().stream()
        .limit(3)
        .map(key -> Numbers.weight(key.weight()) + " × v(" + name(key) + ")")
        .collect(Collectors.joining(" + "));
    heading(
        "4  Weighted sum: what the head hands on",
        ("The values of all pieces, each times its weight, are added up, %s numbers again:"
                + " %s%s")
            .formatted(steps.output().size(), parts, steps.keys().size() > 3 ? " + …" : ""));
    page.blank();
    var bars = new VectorText(terminal, INDENT.length() + 2 + labels(), List.of(steps.output()));
    bars.append(page, INDENT + "output", steps.output());
    if (ink.hasBars()) {
      String end = Numbers.fixed(bars.largest(), 2);
      page.blank().sentence(INDENT, "Bars from -%s to %s.".formatted(end, end));
    }
  }
}
