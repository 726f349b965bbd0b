package io.blick.violations.cli;

import io.blick.lens.trace.Trace;

/** A command that makes its answer by itself. */
public final class Reckoning {
  float[][] answer(Trace trace) {
    return trace.words(8, 10);
  }
}
