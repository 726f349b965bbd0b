package io.blick.violations.core.kernel;

import io.blick.violations.core.nn.Lanes;
import io.blick.violations.lens.Report;

/** Knows rooms above its own, in its module and beyond. */
public final class Upwards {
  Lanes lanes = new Lanes();
  Report report = new Report();
}
