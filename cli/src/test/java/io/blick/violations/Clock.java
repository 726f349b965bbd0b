package io.blick.violations;

import java.util.concurrent.atomic.AtomicLong;

/** Keeps state in a static field that is final, but made to change. */
public final class Clock {
  static final AtomicLong TICKS = new AtomicLong();

  private Clock() {}
}
