package io.blick.lens.report.attribution;

import io.blick.lens.argument.Required;
import java.util.OptionalDouble;

/**
 * Spearman's rank correlation of the distances of words with what attention gives them.
 *
 * @param words how many words were measured
 * @param attention with the mean weights; empty if there is none, as of one word
 * @param rollout with the shares in the rollout; empty likewise
 */
public record Correlation(int words, OptionalDouble attention, OptionalDouble rollout) {
  /** Checks that nothing is missing. */
  public Correlation {
    Required.of("attribute", "correlation with attention", attention);
    Required.of("attribute", "correlation with rollout", rollout);
  }
}
