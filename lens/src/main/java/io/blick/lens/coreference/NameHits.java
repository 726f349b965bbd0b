package io.blick.lens.coreference;

import io.blick.lens.bootstrap.Proportion;
import io.blick.lens.trace.Head;
import java.util.List;

/**
 * The number of cases in which heads, and rules without a model, find the name that a pronoun
 * means.
 *
 * @param cases the examples with exactly one right name of two
 * @param heads of each layer the hits of each head (L, H): cases in which the pronoun looks more at
 *     the right name; equal weights are no hit
 * @param nearest cases in which the name nearest to the pronoun, in pieces, is right; of equally
 *     near ones the first counts
 * @param first cases in which the name that stands first is right
 */
public record NameHits(int cases, List<List<Integer>> heads, int nearest, int first) {

  /** Copies the lists. */
  public NameHits {
    heads = heads.stream().map(List::copyOf).toList();
  }

  /** Returns how often a head is right. */
  public int hits(Head head) {
    return heads.get(head.layer()).get(head.head());
  }

  /** Returns how often a head is right, of all cases. */
  public Proportion proportion(Head head) {
    return new Proportion(hits(head), cases);
  }

  /** Returns how often a head is right, from 0 to 1. */
  public double accuracy(Head head) {
    return share(hits(head));
  }

  /** Returns how often the nearest name is right, from 0 to 1. */
  public double nearestAccuracy() {
    return share(nearest);
  }

  /** Returns how often the first name is right, from 0 to 1. */
  public double firstAccuracy() {
    return share(first);
  }

  /** Returns the head with most hits; of equal ones the lowest layer, then the lowest head. */
  public Head best() {
    Head best = new Head(0, 0);
    for (int layer = 0; layer < heads.size(); layer++) {
      for (int head = 0; head < heads.get(layer).size(); head++) {
        var other = new Head(layer, head);
        best = hits(other) > hits(best) ? other : best;
      }
    }
    return best;
  }

  private double share(int hits) {
    return hits / (double) cases;
  }
}
