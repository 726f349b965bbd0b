package io.blick.violations.lens.roles;

/** What a measure might have for itself. */
public final class Relation {}
