package io.blick.violations.models.gpt2;

/** Something that ought to lie lower down. */
public final class Lender {}
