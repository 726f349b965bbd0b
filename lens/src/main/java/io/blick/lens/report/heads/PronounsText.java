package io.blick.lens.report.heads;

import io.blick.lens.bootstrap.Interval;
import io.blick.lens.bootstrap.Proportion;
import io.blick.lens.coreference.NameHits;
import io.blick.lens.coreference.Pronouns;
import io.blick.lens.draw.Numbers;
import io.blick.lens.draw.TextPage;
import io.blick.lens.picture.Caution;
import io.blick.lens.report.heads.HeadAccuracies.HeadHits;
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

/** {@link Pronouns} as text for people. */
final class PronounsText {
  private static final String NOTHING = "–";
  private static final int BEST_SHOWN = 5;

  private static final List<Column<Chooser>> CHOOSERS = List.of(
      Column.text("chosen by", Chooser::name),
      percentage("right", Chooser::accuracy).bar(Chooser::accuracy),
      Column.text("95 %", Chooser::range),
      Column.maybe("cases", 0, Chooser::cases));

  private static final List<Column<HeadHits>> BEST_HEADS = List.of(
      Column.head(HeadHits::head),
      Column.count("hits", HeadHits::hits),
      percentage("right", HeadHits::accuracy).bar(HeadHits::accuracy));

  private final Pronouns pronouns;
  private final Terminal terminal;
  private final TextPage page;

  PronounsText(Pronouns pronouns, Terminal terminal) {
    this.pronouns = pronouns;
    this.terminal = terminal;
    this.page = new TextPage(terminal.columns());
  }

  String text() {
    List<HeadHits> heads = HeadAccuracies.of(pronouns).heads();
    counts();
    page.blank().add("how often the right name of two is chosen");
    new Table<>(CHOOSERS, choosers()).text(page, terminal);
    page.blank().add("the %d best heads".formatted(BEST_SHOWN));
    new Table<>(BEST_HEADS, best(heads)).text(page, terminal);
    page.blank().add("by the pronoun's gender");
    new Table<>(genderColumns(), pronouns.genders()).text(page, terminal);
    page.blank()
        .sentence(("The best of %d heads on the same examples is better than it will be elsewhere;"
                + " held out, the head is chosen on odd examples and measured on even ones. 95 %%:"
                + " examples drawn anew 1,000 times. Equal weights are no hit.")
            .formatted(heads.size()))
        .sentence(Caution.TEXT);
    if (proportion().isSparse()) {
      page.sentence(Intervals.SPARSE);
    }
    return page.toString();
  }

  private void counts() {
    NameHits all = pronouns.all();
    page.sentence("pronouns and names · %s · %d layers × %d heads"
        .formatted(
            Visible.text(pronouns.model()),
            all.heads().size(),
            all.heads().getFirst().size()));
    page.sentence("%d examples: %d have exactly one right name, %d none or both"
        .formatted(pronouns.examples(), all.cases(), pronouns.ambiguous()));
    if (pronouns.skipped() > 0) {
      page.sentence("%d skipped: too long, or without a piece where the pronoun or a name stands"
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
        Optional.of(range(pronouns.interval()) + Intervals.mark(proportion())),
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

  private Proportion proportion() {
    return pronouns.all().proportion(pronouns.best());
  }

  private static String range(Interval ends) {
    return "%s to %s %%".formatted(percent(ends.low()), percent(ends.high()));
  }

  private static List<HeadHits> best(List<HeadHits> heads) {
    return heads.stream()
        .sorted(Comparator.comparingInt(HeadHits::hits).reversed())
        .limit(BEST_SHOWN)
        .toList();
  }

  private List<Column<Pronouns.OfGender>> genderColumns() {
    return List.of(
        Column.text("gender", one -> one.gender().label()),
        Column.count("cases", one -> one.hits().cases()),
        percentage(pronouns.best().name(), one -> one.hits().accuracy(pronouns.best())),
        percentage("nearest", one -> one.hits().nearestAccuracy()),
        percentage("first", one -> one.hits().firstAccuracy()));
  }

  private static <R> Column<R> percentage(String heading, ToDoubleFunction<R> share) {
    return Column.number(heading, 1, share).shown(row -> percent(share.applyAsDouble(row)) + " %");
  }

  private static String percent(double share) {
    return Numbers.fixed(100 * share, 1);
  }

  /**
   * A head or a rule that chooses between two names.
   *
   * @param accuracy the proportion of cases in which it chooses the right name
   * @param interval the confidence interval of the accuracy, as it is shown
   * @param cases the number of cases in which it chooses
   */
  private record Chooser(
      String name, double accuracy, Optional<String> interval, OptionalDouble cases) {

    static Chooser of(String name, double accuracy, OptionalDouble cases) {
      return new Chooser(name, accuracy, Optional.empty(), cases);
    }

    String range() {
      return interval.orElse(NOTHING);
    }
  }
}
