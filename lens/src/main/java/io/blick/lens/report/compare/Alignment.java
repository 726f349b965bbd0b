package io.blick.lens.report.compare;

import io.blick.lens.argument.Required;
import io.blick.lens.report.compare.UnitKeys.Owner;
import io.blick.lens.trace.Granularity;
import io.blick.lens.trace.Reading;
import io.blick.lens.trace.TextUnits;
import java.util.List;

/**
 * Which units of two sides are the same.
 *
 * @param matches units that both sides have, in the order of both
 * @param onlyFirst indices of the other units of the first side, ascending
 * @param onlySecond indices of the other units of the second side, ascending
 */
public record Alignment(List<Match> matches, List<Integer> onlyFirst, List<Integer> onlySecond) {
  private static final String OPERATION = "alignment";

  /** Copies the lists. */
  public Alignment {
    matches = Required.all(OPERATION, "matches", matches);
    onlyFirst = Required.all(OPERATION, "units of the first side", onlyFirst);
    onlySecond = Required.all(OPERATION, "units of the second side", onlySecond);
  }

  /**
   * Two units that are the same.
   *
   * @param first index of the unit on the first side
   * @param second index of the unit on the second side
   */
  public record Match(int first, int second) {}

  /**
   * Aligns two texts by the longest common subsequence of their units, as they are shown; of
   * several that are equally long it is the one whose units come first: the earliest unit of the
   * first text that begins one, with the earliest of the second, and so on. Units that the model
   * adds match each other alone. It takes time and memory proportional to the product of the
   * lengths.
   *
   * @param first units of the first text
   * @param second units of the second text, of the same granularity
   */
  public static Alignment ofTexts(TextUnits first, TextUnits second) {
    Required.of(OPERATION, "first units", first);
    Required.of(OPERATION, "second units", second);
    return CommonSubsequence.of(UnitKeys.shown(first), UnitKeys.shown(second));
  }

  /**
   * Aligns what two models read in the same text: units that cover the same characters. The units
   * that the models add match in their order if both add equally many, else not at all.
   *
   * @param first the text as the first model reads it
   * @param second the same text as the second model reads it
   * @param granularity of the units
   */
  public static Alignment ofModels(Reading first, Reading second, Granularity granularity) {
    Required.of(OPERATION, "first reading", first);
    Required.of(OPERATION, "second reading", second);
    Required.of(OPERATION, "granularity", granularity);
    TextUnits one = first.units(granularity);
    TextUnits other = second.units(granularity);
    boolean partners = one.added().size() == other.added().size();
    // Places ascend on both sides, so that the longest common subsequence is all that they share.
    return CommonSubsequence.of(
        UnitKeys.places(first, one, partners ? Owner.BOTH : Owner.FIRST),
        UnitKeys.places(second, other, partners ? Owner.BOTH : Owner.SECOND));
  }
}
