package io.blick.lens.roles;

import io.blick.lens.argument.Required;
import io.blick.lens.bootstrap.Interval;
import java.util.List;

/**
 * What becomes of a relation in one direction when heads are silenced: they give zeros, so that all
 * layers above see other vectors, and the heads there may look elsewhere.
 *
 * @param hits of each layer of each head the cases in which it is right then (L, H)
 * @param accuracy hits / cases then of the head that was best before
 * @param change {@code accuracy} less what it was before
 * @param interval of the change, by the bootstrap over sentences, which are the same before and
 *     then
 * @param best the head with the most hits then
 */
public record SilencedRole(
    List<List<Integer>> hits, float accuracy, float change, Interval interval, Role.Best best) {

  /** Copies the lists. */
  public SilencedRole {
    hits = Required.all("silenced", "rows of hits", hits).stream()
        .map(List::copyOf)
        .toList();
    Required.of("silenced", "interval", interval);
    Required.of("silenced", "best head", best);
  }
}
