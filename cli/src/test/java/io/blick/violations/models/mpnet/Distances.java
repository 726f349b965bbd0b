package io.blick.violations.models.mpnet;

/** Something of one encoder. */
public final class Distances {}
