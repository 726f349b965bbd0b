package io.blick.cli.error;

import java.util.List;
import java.util.Map;

/**
 * An option of the JVM and the environment variable to set it in: the one that sets it now, since
 * that overrides the others.
 *
 * @param environment the environment of this process
 */
record JvmOption(Map<String, String> environment) {
  /** The variables that the JVM reads; an earlier one overrides those after it. */
  private static final List<String> VARIABLES =
      List.of("_JAVA_OPTIONS", "JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS");

  JvmOption {
    environment = Map.copyOf(environment);
  }

  /**
   * Returns what to set, and in which variable.
   *
   * @param name all that stands before the value, such as {@code -Xmx}
   * @param unset the variable to use if none sets it
   */
  String set(String name, String value, String unset) {
    return VARIABLES.stream()
        .filter(variable -> isSetIn(variable, name))
        .findFirst()
        .map(variable -> "%s%s in %s".formatted(name, value, variable))
        .orElseGet(() -> "%s=%s%s".formatted(unset, name, value));
  }

  /** Returns the variable that sets an option, or the usual one if none does. */
  String variable(String name) {
    return VARIABLES.stream()
        .filter(variable -> isSetIn(variable, name))
        .findFirst()
        .orElse("JAVA_TOOL_OPTIONS");
  }

  private boolean isSetIn(String variable, String name) {
    return environment.getOrDefault(variable, "").contains(name);
  }
}
