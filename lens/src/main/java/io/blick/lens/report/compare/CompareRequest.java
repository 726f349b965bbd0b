package io.blick.lens.report.compare;

import io.blick.lens.argument.Required;
import io.blick.lens.report.look.LookRequest;
import io.blick.lens.report.look.LookTarget;
import io.blick.lens.trace.EdgeScore;
import io.blick.lens.trace.Granularity;
import java.util.List;

/**
 * A request for how the heads of a model look at two texts, and where that differs.
 *
 * @param first the one text, A
 * @param second the other, B
 * @param target which heads, and in which form; words that it names must stand in both texts
 * @param edgeScore what the numbers are: rollout if the target is a rollout, and only then
 * @param granularity of the units that the numbers are between: words if the target names words
 */
public record CompareRequest(
    String first, String second, LookTarget target, EdgeScore edgeScore, Granularity granularity) {

  /** Checks that the parts fit together. */
  public CompareRequest {
    Required.of("compare", "first text", first);
    Required.of("compare", "second text", second);
    Required.of("compare", "target", target);
    Required.of("compare", "edge score", edgeScore);
    Required.of("compare", "granularity", granularity);
    look(first, target, edgeScore, granularity);
  }

  /** Asks for all heads of two texts, by weights between words. */
  public static CompareRequest of(String first, String second) {
    return new CompareRequest(
        first, second, new LookTarget.Everything(), EdgeScore.WEIGHT, Granularity.WORDS);
  }

  /** Returns the request for one of the texts alone. */
  LookRequest look(String text) {
    return look(text, target, edgeScore, granularity);
  }

  private static LookRequest look(
      String text, LookTarget target, EdgeScore edgeScore, Granularity granularity) {
    return new LookRequest(List.of(text), target, edgeScore, granularity);
  }
}
