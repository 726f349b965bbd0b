package io.blick.violations.cycle.right;

import io.blick.violations.cycle.left.Left;

/** The other half of a circle. */
public final class Right {
  Class<?> other = Left.class;
}
