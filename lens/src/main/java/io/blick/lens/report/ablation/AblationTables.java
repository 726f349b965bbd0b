package io.blick.lens.report.ablation;

import io.blick.lens.ablation.CorpusAblation;
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

  /** Returns the table that programs read. */
  static Table<?> values(AblationResult result) {
    return switch (result) {
      case AblationResult.HeadsByGuesses found -> eachMask(found.heads());
      case AblationResult.HeadsByLoss found -> losses(found.found().heads());
      case AblationResult.HeadsByCorpus found -> intervals(found.found().heads());
      case AblationResult.Guesses found -> guesses(found.masks());
      case AblationResult.Losses found -> pieces(found.pieces());
    };
  }

  /** Returns a row for each head and mask. */
  private static Table<HeadMask> eachMask(List<GuessEffect> heads) {
    List<HeadMask> rows = heads.stream()
        .flatMap(effect -> effect.masks().stream().map(mask -> new HeadMask(effect.head(), mask)))
        .toList();
    return new Table<>(
        List.of(
            Column.head(HeadMask::head),
            Column.count("position", row -> row.mask().position()),
            Column.number("distance", DECIMALS, row -> row.mask().distance()),
            Column.number("fall", DECIMALS, row -> row.mask().fall()),
            guess("", "guess", row -> row.mask().after().getFirst())),
        rows);
  }

  /** What one head does at one mask. */
  private record HeadMask(Head head, GuessChange mask) {}

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

  /** Returns a row for each head, its change in one text. */
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

  /** Returns a row for each head, its change in a corpus. */
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

  private static <R> Column<R> change(Function<R, LossEffect> effect, LossEffect first) {
    double largest = Math.abs(first.change());
    return Column.<R>signed("change", DECIMALS, row -> effect.apply(row).change())
        .bar(row -> effect.apply(row).change() / largest);
  }

  /** Returns a row for each rank at each mask. */
  static Table<Rank> guesses(List<GuessChange> masks) {
    List<Rank> rows = masks.stream()
        .flatMap(mask -> IntStream.range(0, mask.before().size())
            .mapToObj(i -> new Rank(mask, mask.before().get(i), mask.after().get(i))))
        .toList();
    return new Table<>(
        List.of(
            Column.<Rank>count("position", rank -> rank.mask().position()).forPrograms(),
            guess("before.", "before", Rank::before),
            guess("after.", "after", Rank::after),
            Column.<Rank>number("distance", DECIMALS, rank -> rank.mask().distance())
                .forPrograms(),
            Column.<Rank>number("fall", DECIMALS, rank -> rank.mask().fall()).forPrograms()),
        rows);
  }

  /** The guesses of one rank at one mask. */
  record Rank(GuessChange mask, Prediction before, Prediction after) {}

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

  private static <R> Column<R> guess(String array, String heading, Function<R, Prediction> guess) {
    return Column.words(
        heading,
        row -> shown(guess.apply(row)),
        List.of(array + "piece", array + "probability"),
        row -> List.of(Value.of(guess.apply(row).piece()), Value.of((double)
            guess.apply(row).probability())));
  }

  // The number first: it is of one width, so both stand below each other.
  private static String shown(Prediction guess) {
    return Numbers.fixed(guess.probability(), DECIMALS) + "  " + Visible.text(guess.piece());
  }
}
