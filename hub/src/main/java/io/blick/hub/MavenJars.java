package io.blick.hub;

import eu.maveniverse.maven.mima.context.Context;
import eu.maveniverse.maven.mima.context.ContextOverrides;
import eu.maveniverse.maven.mima.context.Runtime;
import eu.maveniverse.maven.mima.context.Runtimes;
import java.time.Duration;

/**
 * Access to Maven artifacts, with the user's settings, mirrors, credentials and local repository,
 * as in Maven itself.
 *
 * @param overrides differences from the user's configuration
 * @param longestSilence longest time without a byte of the jar before a download is given up
 */
record MavenJars(ContextOverrides overrides, Duration longestSilence) {
  // A mirror may fetch and scan the whole jar before it sends the first byte.
  private static final Duration LONGEST_SILENCE = Duration.ofMinutes(10);

  /** Returns access with the user's own configuration. */
  static MavenJars ofUser() {
    return new MavenJars(ContextOverrides.create().withUserSettings(true).build(), LONGEST_SILENCE);
  }

  /**
   * Reads the settings and opens Maven Resolver.
   *
   * @throws HubException if the settings cannot be read, or there is no Maven Resolver
   */
  MavenSession open() {
    readClassPath();
    return new MavenSession(context(runtime()), longestSilence);
  }

  /**
   * Lets this module see what stands on the class path, which is where build tools put those of
   * Maven Resolver's jars that no module requires.
   */
  private static void readClassPath() {
    MavenJars.class.getModule().addReads(Runtimes.class.getClassLoader().getUnnamedModule());
  }

  /** Returns Maven Resolver's runtime, which is found by its service file. */
  private static Runtime runtime() {
    try {
      return Runtimes.INSTANCE.getRuntime();
    } catch (IllegalStateException absent) {
      throw new HubException(
          "hub: Maven Resolver's runtime must be on the module or class path; got none"
              + " (docs/hub.md)",
          absent);
    }
  }

  private Context context(Runtime runtime) {
    try {
      return runtime.create(overrides);
    } catch (IllegalStateException unreadable) {
      Throwable cause = unreadable.getCause() == null ? unreadable : unreadable.getCause();
      throw new HubException(
          "hub: Maven's settings must be readable; got " + line(cause), unreadable);
    }
  }

  /** Returns the message in one line. */
  private static String line(Throwable cause) {
    return String.valueOf(cause.getMessage()).strip().replaceAll("\\s*\\R\\s*", " ");
  }
}
