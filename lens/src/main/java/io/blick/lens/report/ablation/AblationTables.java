package io.blick.lens.report.ablation;

import io.blick.lens.ablation.CorpusAblation;
import io.blick.lens.ablation.CorpusChange;
import io.blick.lens.ablation.GuessChange;
import io.blick.lens.ablation.GuessEffect;
import io.blick.lens.ablation.LossEffect;
import io.blick.lens.ablation.PieceLoss;
import io.blick.lens.ablation.Prediction;
import io.blick.lens.draw.Numbers;
import io.blick.lens.table.Column;
import io.blick.lens.table.Table;
import io.blick.lens.table.Value;
import io.blick.lens.text.Visible;
import io.blick.lens.trace.Head;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The tables of an {@link AblationResult}. */
final class AblationTables {
  private static final int DECIMALS = 4;

  private AblationTables() {}

  /** Returns the table whose columns for programs are the tab-separated values. */
  static Table<?> values(AblationResult result) {
    return switch (result) {
      case AblationResult.RankedByGuesses ranked -> headsAndMasks(ranked.heads());
      case AblationResult.RankedByLoss ranked -> losses(ranked.ablation().heads());
      case AblationResult.RankedByCorpus ranked -> intervals(ranked.ablation().heads());
      case AblationResult.CorpusChanged changed -> corpus(changed.change());
      case AblationResult.GuessChanges changes -> guesses(changes.masks());
      case AblationResult.PieceLosses losses -> pieces(losses.pieces());
      case AblationResult.RankedByOutput ranked -> OutputTables.heads(ranked.heads());
      case AblationResult.OutputChanged changed -> OutputTables.change(changed.change());
    };
  }

  private static Table<HeadAtMask> headsAndMasks(List<GuessEffect> heads) {
    List<HeadAtMask> rows = heads.stream()
        .flatMap(effect -> effect.masks().stream().map(mask -> new HeadAtMask(effect.head(), mask)))
        .toList();
    return new Table<>(
        List.of(
            Column.head(HeadAtMask::head),
            Column.count("position", row -> row.mask().position()),
            Column.number("distance", DECIMALS, row -> row.mask().distance()),
            Column.number("fall", DECIMALS, row -> row.mask().fall()),
            guess("", "guess", row -> row.mask().after().getFirst())),
        rows);
  }

  /** The effect of one head at one mask. */
  private record HeadAtMask(Head head, GuessChange mask) {}

  /** Returns a row for each head, over all masks. */
  static Table<GuessEffect> distances(List<GuessEffect> heads) {
    double largest = heads.getFirst().distance();
    String guesses = heads.getFirst().masks().size() == 1 ? "first guess" : "first guesses";
    return new Table<>(
        List.of(
            Column.head(GuessEffect::head),
            Column.<GuessEffect>number("distance", DECIMALS, GuessEffect::distance)
                .bar(effect -> effect.distance() / largest),
            Column.signed("change", DECIMALS, effect -> -effect.fall()),
            Column.<GuessEffect>text("piece", AblationTables::firstGuesses)
                .named(guesses + " without it")),
        heads);
  }

  private static String firstGuesses(GuessEffect effect) {
    return effect.masks().stream()
        .map(mask -> shown(mask.after().getFirst()))
        .collect(Collectors.joining(", "));
  }

  /** Returns a row for each head, with its change in one text; that has no interval. */
  static Table<LossEffect> losses(List<LossEffect> heads) {
    return new Table<>(
        List.of(
            Column.head(LossEffect::head),
            Column.number("loss", DECIMALS, LossEffect::loss),
            change(Function.identity(), heads.getFirst()),
            Column.<LossEffect>maybe("low", DECIMALS, _ -> OptionalDouble.empty())
                .forPrograms(),
            Column.<LossEffect>maybe("high", DECIMALS, _ -> OptionalDouble.empty())
                .forPrograms()),
        heads);
  }

  /** Returns a row for each head, with its change in a corpus and the interval of that. */
  static Table<CorpusAblation.Ranked> intervals(List<CorpusAblation.Ranked> heads) {
    return new Table<>(
        List.of(
            Column.head(ranked -> ranked.effect().head()),
            Column.number("loss", DECIMALS, ranked -> ranked.effect().loss()),
            change(CorpusAblation.Ranked::effect, heads.getFirst().effect()),
            Column.signed("low", DECIMALS, ranked -> ranked.interval().low()),
            Column.signed("high", DECIMALS, ranked -> ranked.interval().high())),
        heads);
  }

  /** Returns one row, of heads silenced together. */
  private static Table<CorpusChange> corpus(CorpusChange change) {
    return new Table<>(
        List.of(
            Column.count("lines", CorpusChange::lines),
            Column.count("empty", CorpusChange::empty),
            Column.count("tooLong", CorpusChange::tooLong),
            Column.count("masked", CorpusChange::masked),
            Column.number("loss", DECIMALS, CorpusChange::before),
            Column.number("after", DECIMALS, CorpusChange::after),
            Column.signed("low", DECIMALS, corpus -> corpus.interval().low()),
            Column.signed("high", DECIMALS, corpus -> corpus.interval().high())),
        List.of(change));
  }

  private static <R> Column<R> change(Function<R, LossEffect> effect, LossEffect first) {
    double largest = Math.abs(first.change());
    return Column.<R>signed("change", DECIMALS, row -> effect.apply(row).change())
        .bar(row -> effect.apply(row).change() / largest);
  }

  /** Returns a row for each rank at each mask. */
  static Table<RankAtMask> guesses(List<GuessChange> masks) {
    List<RankAtMask> rows = masks.stream()
        .flatMap(mask -> IntStream.range(0, mask.before().size())
            .mapToObj(
                i -> new RankAtMask(mask, mask.before().get(i), mask.after().get(i))))
        .toList();
    return new Table<>(
        List.of(
            Column.<RankAtMask>count("position", rank -> rank.mask().position()).forPrograms(),
            guess("before.", "before", RankAtMask::before),
            guess("after.", "after", RankAtMask::after),
            Column.<RankAtMask>number("distance", DECIMALS, rank -> rank.mask().distance())
                .forPrograms(),
            Column.<RankAtMask>number("fall", DECIMALS, rank -> rank.mask().fall())
                .forPrograms()),
        rows);
  }

  /** The guesses of one rank at one mask, before and after. */
  record RankAtMask(GuessChange mask, Prediction before, Prediction after) {}

  /** Returns a row for each guess of the model as it is. */
  static Table<Prediction> before(List<Prediction> guesses) {
    return new Table<>(List.of(guess("", "as it is", Function.identity())), guesses);
  }

  /** Returns a row for each piece. */
  static Table<PieceLoss> pieces(List<PieceLoss> pieces) {
    return new Table<>(
        List.of(
            Column.<PieceLoss>count("position", PieceLoss::position).forPrograms(),
            Column.text("piece", PieceLoss::piece),
            Column.number("before", DECIMALS, PieceLoss::before),
            Column.number("after", DECIMALS, PieceLoss::after),
            Column.<PieceLoss>signed("change", DECIMALS, piece -> piece.after() - piece.before())
                .forPeople()),
        pieces);
  }

  private static <R> Column<R> guess(String prefix, String heading, Function<R, Prediction> guess) {
    return Column.words(
        heading,
        row -> shown(guess.apply(row)),
        List.of(prefix + "piece", prefix + "probability"),
        row -> List.of(Value.of(guess.apply(row).piece()), Value.of((double)
            guess.apply(row).probability())));
  }

  // The number first: all are of one width, so the pieces are aligned too.
  private static String shown(Prediction guess) {
    return Numbers.fixed(guess.probability(), DECIMALS) + "  " + Visible.text(guess.piece());
  }
}
