package io.blick.violations;

/** Keeps state in a static field. */
public final class Counter {
  static int calls;

  private Counter() {}

  static void count() {
    calls++;
  }
}
