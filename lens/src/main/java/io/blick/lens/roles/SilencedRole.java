package io.blick.lens.roles;

import io.blick.lens.argument.Required;
import io.blick.lens.bootstrap.Interval;
import java.util.List;

/**
 * A relation in one direction, measured while heads are silenced: they give zeros, so that all
 * layers above see other vectors, and the heads there may look elsewhere.
 *
 * @param hits of each layer of each head the cases in which it is right then (L, H)
 * @param accuracy hits / cases then of the head that was best before
 * @param change (hits then − hits before) / cases of that head
 * @param interval of the change, by the bootstrap over sentences, which are the same before and
 *     then
 * @param best the head with the most hits then
 * @param changed the cases in which that head was right and is not then, or is right then and was
 *     not; of few such cases the interval says too little
 */
public record SilencedRole(
    List<List<Integer>> hits,
    float accuracy,
    double change,
    Interval interval,
    Role.Best best,
    int changed) {

  /** Copies the lists. */
  public SilencedRole {
    hits = Required.all("silenced", "rows of hits", hits).stream()
        .map(List::copyOf)
        .toList();
    Required.of("silenced", "interval", interval);
    Required.of("silenced", "best head", best);
  }

  /**
   * Returns how much of all cases a head gains or loses.
   *
   * @param before its hits
   * @param then its hits when heads are silenced
   * @param cases of both, at least 1
   */
  public static double change(int before, int then, int cases) {
    return (double) (then - before) / cases;
  }
}
