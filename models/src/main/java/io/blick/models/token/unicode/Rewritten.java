package io.blick.models.token.unicode;

import java.util.List;

/**
 * Text in which characters are replaced, step by step.
 *
 * @param steps the steps in order
 */
public record Rewritten(List<RewriteStep> steps) implements Normaliser {
  /** Copies the list. */
  public Rewritten {
    steps = List.copyOf(steps);
  }

  @Override
  public AlignedText apply(String text, int from, int to) {
    AlignedText rewritten = new Unchanged().apply(text, from, to);
    for (RewriteStep step : steps) {
      rewritten = step.apply(rewritten);
    }
    return rewritten;
  }
}
