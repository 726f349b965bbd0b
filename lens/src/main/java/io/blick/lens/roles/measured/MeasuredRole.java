package io.blick.lens.roles.measured;

import io.blick.lens.argument.Required;
import io.blick.lens.bootstrap.Interval;
import io.blick.lens.bootstrap.Proportion;
import io.blick.lens.roles.Direction;
import io.blick.lens.roles.Role;
import io.blick.lens.trace.Head;

/**
 * What one head does over a treebank: the relation and direction of {@link MeasuredRoles#of} in
 * which its accuracy lies farthest above that of the best fixed offset, or least below it.
 *
 * @param treebank its public name, such as UD Swedish-Talbanken dev
 * @param head which head
 * @param relation its name in the treebank
 * @param direction which end looks
 * @param proportion in how many of its cases the word that the head looks at most is right
 * @param rank 1 + how many heads of the model are right in more cases of this relation and
 *     direction
 * @param heads of all layers of the model
 * @param offset the best baseline that always looks the same number of words further
 */
public record MeasuredRole(
    String treebank,
    Head head,
    String relation,
    Direction direction,
    Proportion proportion,
    int rank,
    int heads,
    Role.FixedOffset offset) {

  /** Checks that there is each, and that the rank is that of a head. */
  public MeasuredRole {
    Required.of("measured", "treebank", treebank);
    Required.of("measured", "head", head);
    Required.of("measured", "relation", relation);
    Required.of("measured", "direction", direction);
    Required.of("measured", "proportion", proportion);
    Required.of("measured", "offset", offset);
    if (rank < 1 || rank > heads) {
      throw new IllegalArgumentException(
          "measured: rank must be from 1 to the number of heads; got %d of %d"
              .formatted(rank, heads));
    }
  }

  /** Returns hits / cases. */
  public float accuracy() {
    return (float) proportion.hits() / proportion.cases();
  }

  /** Returns hits / cases of the head − hits / cases of the best fixed offset. */
  public float gain() {
    return accuracy() - offset.accuracy();
  }

  /** Returns the 95 % interval of hits / cases (Wilson 1927); it does not know of the choice. */
  public Interval interval() {
    return proportion.wilson();
  }

  /** Whether the whole interval lies above the best fixed offset. */
  public boolean isClear() {
    return interval().low() > offset.accuracy();
  }

  /** Returns it for people, as one sentence with its numbers. */
  public String sentence() {
    return RoleSentence.of(this);
  }
}
