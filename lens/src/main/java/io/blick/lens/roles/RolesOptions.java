package io.blick.lens.roles;

import io.blick.lens.argument.Required;

/**
 * How {@link Roles} reads a treebank.
 *
 * @param damage what becomes of a sentence with a bad line
 * @param subtypes whether {@code nsubj:pass} is a relation of its own
 */
public record RolesOptions(Damage damage, Subtypes subtypes) {

  /** Checks that there are both. */
  public RolesOptions {
    Required.of("roles", "choice of what becomes of a bad line", damage);
    Required.of("roles", "choice of what becomes of subtypes", subtypes);
  }

  /** What becomes of a sentence with a bad line. */
  public enum Damage {
    /** Nothing is measured, and the line is named. */
    REFUSED,
    /** The sentence is skipped and counted. */
    SKIPPED
  }

  /** What becomes of a relation's subtype, the part from its first colon on. */
  public enum Subtypes {
    /** {@code nsubj:pass} is a relation of its own. */
    APART,
    /** {@code nsubj:pass} counts as {@code nsubj}. */
    TOGETHER;

    /** Returns the relation that a dependency counts for. */
    String relation(String name) {
      int colon = name.indexOf(':');
      return switch (this) {
        case APART -> name;
        case TOGETHER -> colon > 0 ? name.substring(0, colon) : name;
      };
    }
  }

  /** Returns the default: a bad line is refused, each subtype is a relation of its own. */
  public static RolesOptions strict() {
    return new RolesOptions(Damage.REFUSED, Subtypes.APART);
  }
}
