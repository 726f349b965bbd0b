package io.blick.hub;

/** Sizes as messages say them. */
final class Megabytes {
  private Megabytes() {}

  /** Returns bytes in whole megabytes of 10⁶, rounded up: {@code 664 MB}. */
  static String of(long bytes) {
    return Math.ceilDiv(bytes, 1_000_000) + " MB";
  }
}
