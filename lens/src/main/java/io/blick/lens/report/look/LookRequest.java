package io.blick.lens.report.look;

import io.blick.lens.argument.Required;
import io.blick.lens.trace.EdgeScore;
import io.blick.lens.trace.Granularity;
import java.util.List;

/**
 * A request for what the heads of a model look at in a text.
 *
 * @param segments the text, or a pair of texts
 * @param target which heads, and in which form
 * @param edgeScore what the numbers are: rollout if the target is a rollout, and only then
 * @param granularity of the units that the numbers are between: words if the target names words
 */
public record LookRequest(
    List<String> segments, LookTarget target, EdgeScore edgeScore, Granularity granularity) {

  /** Checks that the parts fit together. */
  public LookRequest {
    segments = Segments.checked("look", segments);
    boolean rolledOut =
        target instanceof LookTarget.Rollout || target instanceof LookTarget.WholeRollout;
    if (rolledOut != (edgeScore == EdgeScore.ROLLOUT)) {
      throw new IllegalArgumentException(
          "look: a rollout, and it alone, must be measured by %s; got %s measured by %s"
              .formatted(EdgeScore.ROLLOUT, target, edgeScore));
    }
    if (target instanceof LookTarget.FromTo && granularity != Granularity.WORDS) {
      throw new IllegalArgumentException(
          "look: who looks at whom is asked in words; got the unit " + granularity);
    }
  }

  /** Asks for all heads of one text, by weights between words. */
  public static LookRequest of(String text) {
    return new LookRequest(
        List.of(Required.of("look", "text", text)),
        new LookTarget.Everything(),
        EdgeScore.WEIGHT,
        Granularity.WORDS);
  }
}
