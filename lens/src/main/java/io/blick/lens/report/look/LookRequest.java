package io.blick.lens.report.look;

import io.blick.lens.trace.EdgeScore;
import io.blick.lens.trace.Granularity;
import java.util.List;

/**
 * Asks what the heads of a model look at in a text.
 *
 * @param segments one or two texts
 * @param target which heads, and how they are told
 * @param measure what the numbers are: rollout if the target is a rollout, and only then
 * @param unit between what they stand: words if the target names words
 */
public record LookRequest(
    List<String> segments, LookTarget target, EdgeScore measure, Granularity unit) {

  /** Checks that the parts go together. */
  public LookRequest {
    segments = Segments.checked("look", segments);
    boolean rolledOut =
        target instanceof LookTarget.Rollout || target instanceof LookTarget.WholeRollout;
    if (rolledOut != (measure == EdgeScore.ROLLOUT)) {
      throw new IllegalArgumentException(
          "look: a rollout, and it alone, must be measured by %s; got %s measured by %s"
              .formatted(EdgeScore.ROLLOUT, target, measure));
    }
    if (target instanceof LookTarget.FromTo && unit != Granularity.WORDS) {
      throw new IllegalArgumentException(
          "look: who looks at whom is asked in words; got the unit " + unit);
    }
  }

  /** Asks for all heads of one text, by weights between words. */
  public static LookRequest of(String text) {
    return new LookRequest(
        List.of(text), new LookTarget.Everything(), EdgeScore.WEIGHT, Granularity.WORDS);
  }
}
