package io.blick.violations.lens.senses;

import io.blick.violations.lens.roles.Relation;

/** A measure that leans on another. */
public final class Meaning {
  Relation relation() {
    return new Relation();
  }
}
