package io.blick.lens.profile;

import io.blick.lens.trace.Head;

/** Sums of one head over all queries so far, in float64. */
final class ProfileSums {
  private double entropy;
  private double relativeEntropy;
  private double distance;
  private double itself;
  private double next;
  private double previous;
  private double cls;
  private double sep;
  private double punctuation;

  /** Adds a row of a pass, which stands at {@code at} in its statistics. */
  void add(PassStatistics row, long at, int pieces) {
    double nats = row.entropy().get(at);
    entropy += nats;
    // A text of one piece alone has no choice: it looks at one.
    relativeEntropy += pieces == 1 ? 0 : nats / StrictMath.log(pieces);
    distance += row.distance().get(at);
    cls += row.cls().get(at);
    sep += row.sep().get(at);
    punctuation += row.punctuation().get(at);
  }

  /** Adds what a row gives to the pieces around it. */
  void addNear(double ofItself, double ofNext, double ofPrevious) {
    itself += ofItself;
    next += ofNext;
    previous += ofPrevious;
  }

  HeadProfile mean(Head head, long queries) {
    return new HeadProfile(
        head,
        entropy / queries,
        relativeEntropy / queries,
        distance / queries,
        itself / queries,
        next / queries,
        previous / queries,
        cls / queries,
        sep / queries,
        punctuation / queries);
  }
}
