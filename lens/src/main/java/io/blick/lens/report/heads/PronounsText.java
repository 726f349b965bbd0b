package io.blick.lens.report.heads;

import io.blick.lens.bootstrap.Interval;
import io.blick.lens.coreference.NameHits;
import io.blick.lens.coreference.Pronouns;
import io.blick.lens.draw.Numbers;
import io.blick.lens.draw.TextPage;
import io.blick.lens.picture.Caution;
import io.blick.lens.table.Column;
import io.blick.lens.table.Table;
import io.blick.lens.text.Terminal;
import io.blick.lens.text.Visible;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/** What heads make of pronouns, for people. */
final class PronounsText {
  private static final String NOTHING = "–";
  private static final int SHOWN = 5;

  private static final List<Column<Chooser>> CHOOSERS = List.of(
      Column.text("chosen by", Chooser::name),
      share("right", Chooser::share).bar(Chooser::share),
      Column.text("95 %", Chooser::within),
      Column.maybe("cases", 0, Chooser::cases));

  private static final List<Column<HeadHits>> BEST = List.of(
      Column.head(HeadHits::head),
      Column.count("hits", HeadHits::hits),
      share("right", HeadHits::accuracy).bar(HeadHits::accuracy));

  private final Pronouns pronouns;
  private final Terminal terminal;
  private final TextPage lines;

  PronounsText(Pronouns pronouns, Terminal terminal) {
    this.pronouns = pronouns;
    this.terminal = terminal;
    this.lines = new TextPage(terminal.columns());
  }

  String text() {
    List<HeadHits> heads = PronounsResult.heads(pronouns);
    counts();
    lines.blank().add("how often the right name of two is chosen");
    new Table<>(CHOOSERS, choosers()).text(lines, terminal);
    lines.blank().add("the %d best heads".formatted(SHOWN));
    new Table<>(BEST, best(heads)).text(lines, terminal);
    lines.blank().add("by the pronoun's gender");
    new Table<>(ofGender(), pronouns.genders()).text(lines, terminal);
    lines
        .blank()
        .sentence(("The best of %d heads on the same examples is better than it will be elsewhere;"
                + " held out, the head is chosen on odd examples and measured on even ones. 95 %%:"
                + " examples drawn anew 1,000 times. Equal weights are no hit.")
            .formatted(heads.size()))
        .sentence(Caution.TEXT);
    return lines.toString();
  }

  private void counts() {
    NameHits all = pronouns.all();
    lines.sentence("pronouns and names · %s · %d layers × %d heads"
        .formatted(
            Visible.text(pronouns.model()),
            all.heads().size(),
            all.heads().getFirst().size()));
    lines.sentence("%d examples: %d have exactly one right name, %d none or both"
        .formatted(pronouns.examples(), all.cases(), pronouns.ambiguous()));
    if (pronouns.skipped() > 0) {
      lines.sentence("%d skipped: too long, or without a piece where the pronoun or a name stands"
          .formatted(pronouns.skipped()));
    }
  }

  private List<Chooser> choosers() {
    NameHits all = pronouns.all();
    OptionalDouble cases = OptionalDouble.of(all.cases());
    List<Chooser> choosers = new ArrayList<>();
    choosers.add(new Chooser(
        "best head, " + pronouns.best().name(),
        all.accuracy(pronouns.best()),
        Optional.of(pronouns.interval()),
        cases));
    pronouns
        .heldOut()
        .ifPresent(held -> choosers.add(Chooser.of(
            "held out, " + held.head().name(),
            held.accuracy(),
            OptionalDouble.of(held.hits().cases()))));
    choosers.add(Chooser.of("nearest name", all.nearestAccuracy(), cases));
    choosers.add(Chooser.of("first name", all.firstAccuracy(), cases));
    choosers.add(Chooser.of("chance", Pronouns.CHANCE, OptionalDouble.empty()));
    return choosers;
  }

  private static List<HeadHits> best(List<HeadHits> heads) {
    return heads.stream()
        .sorted(Comparator.comparingInt(HeadHits::hits).reversed())
        .limit(SHOWN)
        .toList();
  }

  private List<Column<Pronouns.OfGender>> ofGender() {
    return List.of(
        Column.text("gender", one -> one.gender().label()),
        Column.count("cases", one -> one.hits().cases()),
        share(pronouns.best().name(), one -> one.hits().accuracy(pronouns.best())),
        share("nearest", one -> one.hits().nearestAccuracy()),
        share("first", one -> one.hits().firstAccuracy()));
  }

  private static <R> Column<R> share(String heading, ToDoubleFunction<R> share) {
    return Column.number(heading, 1, share).shown(row -> percent(share.applyAsDouble(row)) + " %");
  }

  private static String percent(double share) {
    return Numbers.fixed(100 * share, 1);
  }

  /**
   * One that chooses between two names.
   *
   * @param share of the right ones
   * @param interval in which the share lies
   * @param cases in which it chose
   */
  private record Chooser(
      String name, double share, Optional<Interval> interval, OptionalDouble cases) {

    static Chooser of(String name, double share, OptionalDouble cases) {
      return new Chooser(name, share, Optional.empty(), cases);
    }

    String within() {
      return interval
          .map(its -> "%s to %s %%".formatted(percent(its.low()), percent(its.high())))
          .orElse(NOTHING);
    }
  }
}
