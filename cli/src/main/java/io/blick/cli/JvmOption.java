package io.blick.cli;

import java.util.List;
import java.util.Map;

/**
 * How an option of the JVM is to be set: in the variable in which it stands, since one in another
 * would not count.
 *
 * @param environment the variables of this process
 */
record JvmOption(Map<String, String> environment) {
  /** What the JVM reads, the last word first. */
  private static final List<String> VARIABLES =
      List.of("_JAVA_OPTIONS", "JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS");

  /** Copies the map. */
  JvmOption {
    environment = Map.copyOf(environment);
  }

  /**
   * Returns what to set.
   *
   * @param name with what stands before the value, such as {@code -Xmx}
   * @param free the variable if it stands in none
   */
  String set(String name, String value, String free) {
    return VARIABLES.stream()
        .filter(variable -> standsIn(variable, name))
        .findFirst()
        .map(variable -> "%s%s in %s".formatted(name, value, variable))
        .orElseGet(() -> "%s=%s%s".formatted(free, name, value));
  }

  /** Returns the variable in which an option stands, or the one that is to be said otherwise. */
  String variable(String name) {
    return VARIABLES.stream()
        .filter(variable -> standsIn(variable, name))
        .findFirst()
        .orElse("JAVA_TOOL_OPTIONS");
  }

  private boolean standsIn(String variable, String name) {
    return environment.getOrDefault(variable, "").contains(name);
  }
}
