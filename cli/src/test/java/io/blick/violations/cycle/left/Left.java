package io.blick.violations.cycle.left;

import io.blick.violations.cycle.right.Right;

/** Half of a circle. */
public final class Left {
  Class<?> other = Right.class;
}
