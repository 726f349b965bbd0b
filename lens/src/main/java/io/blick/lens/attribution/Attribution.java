package io.blick.lens.attribution;

import io.blick.core.tensor.Parallel;
import io.blick.lens.ablation.Ablation;
import io.blick.lens.ablation.GuessChange;
import io.blick.lens.ablation.OutputAblation;
import io.blick.lens.ablation.Variations;
import io.blick.lens.ablation.output.OutputChange;
import io.blick.lens.ablation.output.OutputMeasure;
import io.blick.lens.argument.Required;
import io.blick.lens.trace.Granularity;
import io.blick.lens.trace.Reading;
import io.blick.lens.trace.TextException;
import io.blick.lens.trace.TextUnits;
import io.blick.models.text.TextHead.MaskedHead;
import io.blick.models.text.TextModel;
import io.blick.models.token.Encoding;
import io.blick.models.token.Piece;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.LongConsumer;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * How much each unit of a text matters for an output: the unit is hidden, or its value vectors are
 * zero, and the change of the output is measured.
 *
 * <p>Neither is the truth. A text with a hidden word is one that the model was not trained to read
 * so, and what hides the word says something, too. Zeroed values leave what the residual connection
 * carries, and the weights that the word draws.
 */
public final class Attribution {
  private static final String OPERATION = "attribution";

  private final Parallel threads;
  private final TextModel model;
  private final Reading text;
  private final TextUnits units;
  private final AttributionMethod method;

  private Attribution(
      Parallel threads, TextModel model, Reading text, TextUnits units, AttributionMethod method) {
    this.threads = threads;
    this.model = model;
    this.text = text;
    this.units = units;
    this.method = method;
  }

  /**
   * Begins with a text.
   *
   * @param threads of the caller's, who closes them
   * @param unit whether words or pieces are hidden
   */
  public static Attribution on(
      Parallel threads, TextModel model, Reading text, Granularity unit, AttributionMethod method) {
    Required.of(OPERATION, "threads", threads);
    Required.of(OPERATION, "model", model);
    Required.of(OPERATION, "text", text);
    Required.of(OPERATION, "unit", unit);
    Required.of(OPERATION, "method", method);
    return new Attribution(threads, model, text, text.units(unit), method);
  }

  /**
   * Returns the units that are hidden in turn: those of the text. A unit that is the piece that
   * hides, such as a mask, cannot be hidden, and at a mask guesses are read, so it is left out.
   */
  public List<Integer> candidates(AttributedOutput output) {
    return units.inText().stream()
        .filter(unit -> !hides(unit) && !isRead(Required.of(OPERATION, "output", output), unit))
        .toList();
  }

  private boolean hides(int unit) {
    return switch (method) {
      case AttributionMethod.Occlusion(int piece) -> isAll(unit, piece);
      case AttributionMethod.ValueZeroing _ -> false;
    };
  }

  private boolean isRead(AttributedOutput output, int unit) {
    return switch (output) {
      case AttributedOutput.Guesses guesses -> isAll(unit, guesses.mask());
      case AttributedOutput.Losses _ -> false;
      case AttributedOutput.Said _ -> false;
    };
  }

  private boolean isAll(int unit, int id) {
    return units.pieces(unit).stream().allMatch(i -> piece(i).id() == id);
  }

  private Piece piece(int index) {
    return text.encoding().pieces().get(index);
  }

  /** Returns how many runs {@link #effects} takes: what progress counts to. */
  public long runs(AttributedOutput output) {
    long runs = 1L + candidates(output).size();
    return switch (output) {
      case AttributedOutput.Losses losses ->
        runs
            * text.encoding().pieces().stream()
                .filter(piece -> piece instanceof Piece.InText && piece.id() != losses.mask())
                .count();
      case AttributedOutput.Guesses _ -> runs;
      case AttributedOutput.Said _ -> runs;
    };
  }

  /**
   * Returns the effect of each candidate, in reading order.
   *
   * @param progress is told how many of {@link #runs} are done
   * @throws TextException if there is no candidate, if guesses are asked for and no mask stands in
   *     the text, or if a loss or a tag of other units is asked for and there are none
   */
  public List<UnitEffect> effects(AttributedOutput output, LongConsumer progress) {
    Required.of(OPERATION, "output", output);
    Required.of(OPERATION, "progress", progress);
    if (candidates(output).isEmpty()) {
      throw new TextException("text: there must be a word that can be hidden; got none");
    }
    return switch (output) {
      case AttributedOutput.Guesses guesses -> guesses(guesses, progress);
      case AttributedOutput.Losses(MaskedHead head, int mask) -> {
        try (Ablation ablation = Ablation.on(threads, model, head, mask)) {
          yield losses(ablation, candidates(output), progress);
        }
      }
      case AttributedOutput.Said(OutputMeasure<?> measure) -> {
        try (OutputAblation ablation = OutputAblation.on(threads, model)) {
          yield said(ablation, measure, candidates(output), progress);
        }
      }
    };
  }

  private Variations variations(List<Integer> candidates) {
    return method.variations(model, text, candidates.stream().map(units::pieces).toList());
  }

  private List<UnitEffect> guesses(AttributedOutput.Guesses output, LongConsumer progress) {
    List<Integer> candidates = candidates(output);
    try (Ablation ablation = Ablation.on(threads, model, output.head(), output.mask())) {
      List<List<GuessChange>> changes = ablation.guesses(text, variations(candidates), progress);
      return IntStream.range(0, changes.size())
          .mapToObj(n -> new UnitEffect(
              candidates.get(n),
              mean(changes.get(n), GuessChange::distance),
              OptionalDouble.of(mean(changes.get(n), GuessChange::fall))))
          .toList();
    }
  }

  private static double mean(List<GuessChange> masks, ToDoubleFunction<GuessChange> number) {
    return masks.stream().mapToDouble(number).average().orElseThrow();
  }

  private List<UnitEffect> losses(
      Ablation ablation, List<Integer> candidates, LongConsumer progress) {
    List<Integer> pieces = ablation.pieces(text);
    List<int[]> others = candidates.stream().map(unit -> others(unit, pieces)).toList();
    if (others.stream().anyMatch(left -> left.length == 0)) {
      throw lacksOthers("loss");
    }
    double[][] losses = ablation.losses(text, variations(candidates), progress);
    return IntStream.range(0, candidates.size())
        .mapToObj(n -> {
          double[] changes = IntStream.of(others.get(n))
              .mapToDouble(i -> losses[n + 1][i] - losses[0][i])
              .toArray();
          return new UnitEffect(
              candidates.get(n),
              IntStream.range(0, changes.length)
                  .mapToDouble(i -> Math.abs(changes[i]))
                  .average()
                  .orElseThrow(),
              IntStream.range(0, changes.length).mapToDouble(i -> changes[i]).average());
        })
        .toList();
  }

  /** Returns which of some pieces are not of a unit. */
  private int[] others(int unit, List<Integer> pieces) {
    return IntStream.range(0, pieces.size())
        .filter(i -> !units.pieces(unit).contains(pieces.get(i)))
        .toArray();
  }

  private static TextException lacksOthers(String what) {
    return new TextException(
        ("text: there must be at least two words, since the %s of the others is measured when one"
                + " is hidden; got one")
            .formatted(what));
  }

  private List<UnitEffect> said(
      OutputAblation ablation,
      OutputMeasure<?> measure,
      List<Integer> candidates,
      LongConsumer progress) {
    List<OutputChange> changes = ablation.changes(text, measure, variations(candidates), progress);
    return IntStream.range(0, changes.size())
        .mapToObj(n -> effect(candidates.get(n), changes.get(n)))
        .toList();
  }

  private UnitEffect effect(int unit, OutputChange change) {
    return switch (change) {
      case OutputChange.ClassChange classes ->
        new UnitEffect(unit, classes.distance(), OptionalDouble.of(classes.fall()));
      case OutputChange.AnswerChange answer ->
        new UnitEffect(unit, answer.distance(), OptionalDouble.of(answer.fall()));
      case OutputChange.TagChange tags -> {
        int own = wordOfText(piece(units.pieces(unit).getFirst()).word());
        double distance = IntStream.range(0, tags.words().size())
            .filter(word -> word != own)
            .mapToDouble(word -> tags.words().get(word).distance())
            .average()
            .orElseThrow(() -> lacksOthers("tag"));
        yield new UnitEffect(unit, distance, OptionalDouble.empty());
      }
      case OutputChange.VectorChange vector ->
        new UnitEffect(unit, vector.distance(), OptionalDouble.empty());
    };
  }

  /** Returns which word of the text itself a word is, counted from 0 without the added ones. */
  private int wordOfText(int word) {
    Encoding encoding = text.encoding();
    return (int) encoding.words().subList(0, word).stream()
        .filter(one -> piece(one.pieces().getFirst()) instanceof Piece.InText)
        .count();
  }
}
