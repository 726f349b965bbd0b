package io.blick.lens.roles;

import io.blick.lens.argument.Required;
import io.blick.lens.bootstrap.Interval;
import io.blick.lens.bootstrap.Proportion;
import io.blick.lens.trace.Head;
import java.util.List;
import java.util.Optional;

/**
 * The hits of all heads of a model for one dependency relation in one direction.
 *
 * @param relation its name
 * @param direction which end looks
 * @param cases how many dependencies there are, those on the root left out
 * @param hits of each layer of each head the cases in which its largest weight is right (L, H)
 * @param best the head with the most hits
 * @param heldOut the same, chosen on other sentences than it is counted on; empty where the even
 *     sentences have no case
 * @param offset the best baseline that knows nothing but the order of words
 * @param top the heads with the most hits, as many as were asked for; the first is {@code best}
 * @param examples cases of the best head, as many as were asked for
 * @param silenced what becomes of all this when heads are silenced, if that was asked for
 */
public record Role(
    String relation,
    Direction direction,
    int cases,
    List<List<Integer>> hits,
    Best best,
    Optional<HeldOut> heldOut,
    FixedOffset offset,
    List<Best> top,
    RoleExamples examples,
    Optional<SilencedRole> silenced) {

  /** Copies the lists. */
  public Role {
    hits = hits.stream().map(List::copyOf).toList();
    top = List.copyOf(top);
  }

  /** Makes a role with one best head and no examples, of the model as it is. */
  public Role(
      String relation,
      Direction direction,
      int cases,
      List<List<Integer>> hits,
      Best best,
      Optional<HeldOut> heldOut,
      FixedOffset offset) {
    this(
        relation,
        direction,
        cases,
        hits,
        best,
        heldOut,
        offset,
        List.of(best),
        RoleExamples.none(),
        Optional.empty());
  }

  /** Returns the role with examples, and with what becomes of it when heads are silenced. */
  Role with(RoleExamples someExamples, Optional<SilencedRole> someSilenced) {
    return new Role(
        relation, direction, cases, hits, best, heldOut, offset, top, someExamples, someSilenced);
  }

  /** Returns the hits of the best head in all cases. */
  public Proportion proportion() {
    return proportion(best.head());
  }

  /** Returns the hits of a head in all cases. */
  public Proportion proportion(Head head) {
    Required.of("role", "head", head);
    return new Proportion(hits.get(head.layer()).get(head.head()), cases);
  }

  /**
   * The head with the most hits; of equal ones the lower layer, then the lower head. Chosen and
   * counted on the same cases, so it flatters.
   *
   * @param head the head
   * @param accuracy hits / cases
   * @param interval of the accuracy, by the bootstrap over sentences; of few cases the wider of
   *     that and Wilson's ({@link Proportion#interval})
   */
  public record Best(Head head, float accuracy, Interval interval) {}

  /**
   * The head with the most hits in the odd sentences, the first, the third and on, as it does in
   * the even ones; of equal ones, and where the odd sentences have no case, the lower layer, then
   * the lower head.
   *
   * @param head the head
   * @param accuracy hits / cases in the even sentences
   * @param cases the cases of the even sentences, at least 1
   */
  public record HeldOut(Head head, float accuracy, int cases) {}

  /**
   * The best baseline that always looks the same number of words further; of equally good ones the
   * nearer, then the one to the left.
   *
   * @param offset from -5 to 5, not 0
   * @param accuracy hits / cases; a word outside the sentence is no hit
   */
  public record FixedOffset(int offset, float accuracy) {}
}
