package io.blick.lens.roles;

import io.blick.lens.argument.Required;
import io.blick.lens.trace.Head;
import java.util.List;

/**
 * How {@link Roles} reads a treebank, and what it shows.
 *
 * @param damage what becomes of a sentence with a bad line
 * @param subtypes whether {@code nsubj:pass} is a relation of its own
 * @param relations the relations to measure, by the names that they have under {@code subtypes};
 *     all if there is none
 * @param top how many of the best heads have an interval, from 1 on
 * @param examples how many cases are kept of each relation and direction in which the best head is
 *     right, and how many in which it is wrong, from 0 on
 * @param silenced heads that give zeros when all is measured once more; if there is none, nothing
 *     is
 */
public record RolesOptions(
    Damage damage,
    Subtypes subtypes,
    List<String> relations,
    int top,
    int examples,
    List<Head> silenced) {

  /** Checks that there is each, and copies the lists. */
  public RolesOptions {
    Required.of("roles", "choice of what becomes of a bad line", damage);
    Required.of("roles", "choice of what becomes of subtypes", subtypes);
    relations = Required.all("roles", "relations", relations);
    silenced = Required.all("roles", "heads to be silenced", silenced).stream()
        .distinct()
        .sorted()
        .toList();
    if (top < 1 || examples < 0) {
      throw new IllegalArgumentException(
          "roles: top must be from 1 on and examples from 0 on; got %d and %d"
              .formatted(top, examples));
    }
  }

  /** Makes options that measure all relations once, with one best head and without examples. */
  public RolesOptions(Damage damage, Subtypes subtypes) {
    this(damage, subtypes, List.of(), 1, 0, List.of());
  }

  /** The treatment of a sentence with a bad line. */
  public enum Damage {
    /** Nothing is measured, and the line is named. */
    REFUSED,
    /** The sentence is skipped and counted. */
    SKIPPED
  }

  /** The treatment of a relation's subtype, the part from its first colon on. */
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

  /** Returns whether a relation is measured. */
  boolean measures(String relation) {
    return relations.isEmpty() || relations.contains(relation);
  }
}
