package io.blick.cli;

/** Rules. */
final class ProfileText {
  static final String RULES = "";

  private ProfileText() {}
}
