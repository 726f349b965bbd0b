package io.blick.lens.report.compare;

import io.blick.lens.argument.Required;
import io.blick.lens.report.RequestException;
import io.blick.lens.report.look.HeadMapResult;
import io.blick.lens.report.look.LookRequest;
import io.blick.lens.report.look.LookResult;
import io.blick.lens.report.look.LookTarget;
import io.blick.lens.report.look.PairsResult;
import io.blick.lens.report.look.RankingResult;
import io.blick.lens.report.look.RolloutResult;
import io.blick.lens.text.Visible;
import io.blick.lens.trace.Granularity;
import io.blick.lens.trace.TextException;
import io.blick.models.text.TextModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/** One comparison: both sides run, and put beside each other. */
final class CompareRun {
  private final Sides sides;
  private final List<String> notes = new ArrayList<>();

  private CompareRun(Sides sides) {
    this.sides = sides;
  }

  static CompareResult ofTexts(
      TextModel model, CompareRequest request, Function<LookRequest, LookResult> look) {
    Required.of("compare", "request", request);
    request.target().check(model);
    var run = new CompareRun(Sides.TEXTS);
    LookResult first = run.side("first text", () -> look.apply(request.look(request.first())));
    LookResult second = run.side("second text", () -> look.apply(request.look(request.second())));
    Granularity unit = request.granularity();
    return run.result(
        first,
        second,
        Alignment.ofTexts(first.trace().units(unit), second.trace().units(unit)));
  }

  static CompareResult ofModels(
      TextModel first,
      TextModel second,
      LookRequest request,
      BiFunction<TextModel, LookRequest, LookResult> look) {
    Required.of("compare", "request", request);
    String name = Visible.text(first.name());
    String otherName = Visible.text(second.name());
    if (name.equals(otherName)) {
      name = "first model";
      otherName = "second model";
      check(request.target(), first, name);
      check(request.target(), second, otherName);
    } else {
      request.target().check(first);
      request.target().check(second);
    }
    var run = new CompareRun(Sides.MODELS);
    LookResult one = run.side(name, () -> look.apply(first, request));
    LookResult other = run.side(otherName, () -> look.apply(second, request));
    return run.result(
        one,
        other,
        Alignment.ofModels(one.trace().reading(), other.trace().reading(), request.granularity()));
  }

  /** Checks a target for one of two models that have the same name. */
  private static void check(LookTarget target, TextModel model, String side) {
    try {
      target.check(model);
    } catch (RequestException e) {
      String sentence =
          Objects.toString(e.getMessage()).substring(e.field().length()).strip();
      throw new RequestException(e.field(), "%s (%s)".formatted(sentence, side));
    }
  }

  /** Runs one side; what is noted or wrong of it is said with its name. */
  private LookResult side(String name, Supplier<LookResult> look) {
    try {
      LookResult result = look.get();
      result.notes().forEach(note -> notes.add(name + ": " + note));
      return result;
    } catch (TextException e) {
      throw new TextException(name + ": " + e.getMessage(), e);
    }
  }

  private CompareResult result(LookResult first, LookResult second, Alignment alignment) {
    if (first instanceof PairsResult one && second instanceof PairsResult other) {
      return new ComparedPairs(sides, one, other, alignment, notes);
    }
    if (first instanceof HeadMapResult one && second instanceof HeadMapResult other) {
      return new ComparedHead(sides, one, other, alignment, notes);
    }
    if (first instanceof RankingResult one && second instanceof RankingResult other) {
      return new ComparedRankings(sides, one, other, alignment, notes);
    }
    if (first instanceof RolloutResult one && second instanceof RolloutResult other) {
      return new ComparedRollout(sides, one, other, alignment, notes);
    }
    throw new IllegalStateException("compare: one request must have results of one kind; got "
        + first.getClass().getSimpleName() + " and " + second.getClass().getSimpleName());
  }
}
