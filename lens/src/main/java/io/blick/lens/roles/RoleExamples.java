package io.blick.lens.roles;

import io.blick.lens.argument.Required;
import java.util.List;

/**
 * The first cases of the corpus in which a relation's best head is right, and the first in which it
 * is wrong.
 *
 * @param right in reading order
 * @param wrong in reading order
 */
public record RoleExamples(List<RoleExample> right, List<RoleExample> wrong) {
  /** Copies the lists. */
  public RoleExamples {
    right = Required.all("examples", "right cases", right);
    wrong = Required.all("examples", "wrong cases", wrong);
  }

  /** Returns the examples of a relation of which none were asked for. */
  public static RoleExamples none() {
    return new RoleExamples(List.of(), List.of());
  }
}
