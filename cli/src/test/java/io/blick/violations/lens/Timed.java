package io.blick.violations.lens;

import io.blick.violations.bench.Turn;

/** A library that leans on its benchmark. */
public final class Timed {
  long nanos() {
    return new Turn().nanos();
  }
}
