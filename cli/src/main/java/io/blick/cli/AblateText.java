package io.blick.cli;

import io.blick.lens.draw.Ink;
import io.blick.lens.measure.CorpusAblation;
import io.blick.lens.measure.GuessChange;
import io.blick.lens.measure.GuessEffect;
import io.blick.lens.measure.LossEffect;
import io.blick.lens.measure.PieceLoss;
import io.blick.lens.measure.Prediction;
import io.blick.lens.text.Columns;
import io.blick.lens.text.Terminal;
import io.blick.lens.text.Visible;
import io.blick.lens.trace.Head;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** What {@code ablate} found, for people. */
final class AblateText {
  private static final int FIRST = 15;
  private static final int LAST = 5;
  private static final int BAR = 24;
  private static final String CAUTION =
      "Silencing a head shows what the model without it does, not what the head is for: other heads"
          + " may stand in for it (Michel et al. 2019), and the model was not trained on zeros.";
  private static final String DISTANCE =
      "Distance is ½ Σ |p − q| over the vocabulary (total variation: 0 the same, 1 nothing in"
          + " common); change is that of the probability of the first guess.";
  private static final String LOSS =
      "Loss is the mean of −ln p of the masked pieces, in nats; a change above 0 means that the"
          + " model guesses worse without it.";

  private final Terminal canvas;
  private final StringBuilder text = new StringBuilder();

  private AblateText(Terminal canvas) {
    this.canvas = canvas;
  }

  static String of(String model, Ablated ablated, Terminal canvas) {
    var page = new AblateText(canvas);
    switch (ablated) {
      case Ablated.HeadsByGuesses found -> page.heads(model, found);
      case Ablated.HeadsByLoss found -> page.heads(model, found);
      case Ablated.HeadsByCorpus found -> page.heads(model, found);
      case Ablated.Guesses found -> page.guesses(model, found);
      case Ablated.Losses found -> page.losses(model, found);
    }
    return page.line("").sentence(CAUTION).text.toString();
  }

  private void heads(String model, Ablated.HeadsByGuesses found) {
    List<GuessEffect> effects = found.effects();
    head(found.text(), "each head silenced in turn · " + model).sentence(DISTANCE);
    List<GuessChange> masks = effects.getFirst().masks();
    for (GuessChange mask : masks) {
      line("").line("[MASK], piece " + mask.position());
      mask.before().forEach(guess -> line("  " + guess(guess)));
    }
    line("")
        .line(
            masks.size() == 1
                ? "  head  distance   change  first guess without it"
                : "  head  distance   change  first guesses without it, the numbers are means");
    double largest = effects.getFirst().distance();
    for (GuessEffect effect : effects.subList(0, Math.min(FIRST, effects.size()))) {
      String guesses = effect.masks().stream()
          .map(mask -> guess(mask.after().getFirst()))
          .collect(Collectors.joining(", "));
      bar(
          name(effect.head()) + number(10, effect.distance()) + signed(-effect.fall()) + "  "
              + guesses,
          effect.distance() / largest);
    }
    more(effects.size() - FIRST, "with a smaller distance");
  }

  private void heads(String model, Ablated.HeadsByLoss found) {
    head(found.text(), "each head silenced in turn · " + model).sentence(LOSS);
    line("")
        .line("loss of %s, each masked in turn: %s"
            .formatted(
                count(found.result().pieces(), "piece"), fixed(found.result().loss())));
    line("").line("  head      loss   change");
    List<LossEffect> heads = found.result().heads();
    double largest = Math.abs(heads.getFirst().change());
    ends(heads, head -> bar(row(head), head.change() / largest));
  }

  private void heads(String model, Ablated.HeadsByCorpus found) {
    CorpusAblation result = found.result();
    head(found.file(), "each head silenced in turn · " + model).sentence(LOSS);
    sentence("Between low and high lie 95 % of the changes when the lines are drawn again, 1,000"
        + " times; the interval is each head's own, not that of the first of %d."
            .formatted(result.heads().size()));
    line("")
        .line("loss of %s, masked in %s: %s"
            .formatted(
                count(result.masked(), "piece"),
                count(result.lines(), "line"),
                fixed(result.loss())));
    line("skipped: %s without a piece to be masked, %d too long"
        .formatted(count(result.empty(), "line"), result.tooLong()));
    line("").line("  head      loss   change      low     high");
    double largest = Math.abs(result.heads().getFirst().effect().change());
    ends(
        result.heads(),
        head -> bar(
            row(head.effect()) + signed(head.low()) + signed(head.high()),
            head.effect().change() / largest));
  }

  private void guesses(String model, Ablated.Guesses found) {
    head(found.text(), what(found.question()) + " · " + model).sentence(DISTANCE);
    for (GuessChange change : found.changes()) {
      line("")
          .line("[MASK], piece %d: distance %s, change %s"
              .formatted(
                  change.position(),
                  fixed(change.distance()),
                  signed(-change.fall()).strip()));
      int widest =
          change.before().stream().mapToInt(one -> Columns.of(guess(one))).max().orElse(0);
      widest = Math.max(widest, "before".length());
      line("  " + Columns.left("before", widest) + "  after");
      for (int i = 0; i < change.before().size(); i++) {
        line("  " + Columns.left(guess(change.before().get(i)), widest) + "  "
            + guess(change.after().get(i)));
      }
    }
  }

  private void losses(String model, Ablated.Losses found) {
    head(found.text(), what(found.question()) + " · " + model).sentence(LOSS);
    int widest = found.losses().stream()
        .mapToInt(one -> Columns.of(Visible.text(one.piece())))
        .max()
        .orElse(0);
    widest = Math.max(widest, "mean".length());
    line("").line("  " + Columns.left("piece", widest) + "   before    after   change");
    for (PieceLoss loss : found.losses()) {
      line(loss(Visible.text(loss.piece()), widest, loss.before(), loss.after()));
    }
    line(loss("mean", widest, found.before(), found.after()));
  }

  private static String loss(String name, int widest, double before, double after) {
    return "  " + Columns.left(name, Math.max(widest, "piece".length())) + number(9, before)
        + number(9, after) + signed(after - before);
  }

  private static String what(AblateQuestion question) {
    String silenced = question.silenced().isEmpty() ? "" : "silenced " + names(question.silenced());
    if (question.cut().isEmpty()) {
      return silenced;
    }
    String edges = question.cut().stream()
        .map(edge -> Visible.text(edge.from() + " → " + edge.to()))
        .collect(Collectors.joining(", "));
    String in = question.in().isEmpty() ? "all heads" : names(question.in());
    return "%s%scut %s in %s, other weights %s"
        .formatted(
            silenced, silenced.isEmpty() ? "" : "; ", edges, in, Choice.name(question.others()));
  }

  private static String names(List<Head> heads) {
    return heads.stream().map(Head::name).collect(Collectors.joining(", "));
  }

  private AblateText head(String first, String second) {
    return sentence(Visible.text(first)).sentence(Visible.text(second)).line("");
  }

  /** Shows the first of a list and the last, where heads do the opposite. */
  private <T> void ends(List<T> heads, Consumer<T> row) {
    int between = heads.size() - FIRST - LAST;
    if (between <= 0) {
      heads.forEach(row);
      return;
    }
    heads.subList(0, FIRST).forEach(row);
    more(between, "between");
    heads.subList(heads.size() - LAST, heads.size()).forEach(row);
  }

  private void more(int count, String which) {
    if (count > 0) {
      line("  … %d more heads %s; --format json has all".formatted(count, which));
    }
  }

  private static String count(int count, String thing) {
    return count == 1 ? "1 " + thing : count + " " + thing + "s";
  }

  private static String row(LossEffect head) {
    return name(head.head()) + number(10, head.loss()) + signed(head.change());
  }

  private static String name(Head head) {
    return Columns.right(head.name(), 6);
  }

  private static String guess(Prediction guess) {
    return "%s  %s".formatted(fixed(guess.probability()), Visible.text(guess.piece()));
  }

  private static String number(int columns, double value) {
    return Columns.right(fixed(value), columns);
  }

  private static String signed(double value) {
    String number = String.format(Locale.ROOT, "%+.4f", value);
    return Columns.right(number.matches("[+-]0\\.0*") ? "0.0000" : number, 9);
  }

  private static String fixed(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }

  private void bar(String row, double part) {
    int room = Math.clamp(canvas.columns() - Columns.of(row) - 2, 1, BAR);
    line(row + "  " + new Ink(canvas.colours()).bar(Math.clamp(part, 0, 1), room));
  }

  private AblateText line(String line) {
    text.append(line.stripTrailing()).append('\n');
    return this;
  }

  private AblateText sentence(String sentence) {
    Columns.wrapped(sentence, canvas.columns())
        .forEach(line -> text.append(line).append('\n'));
    return this;
  }
}
