package io.blick.cli;

/** Stub. */
final class ProfileAnswer {
  private ProfileAnswer() {}

  static void write(Given given, Desk desk) {
    throw new UsageException("later");
  }
}
