package io.blick.cli;

import io.blick.core.nn.EagerOps;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The answer of {@code blick --version}. */
final class Version {
  private Version() {}

  /** Returns the versions of Blick and the JVM, the SIMD lanes and the cores, each on a line. */
  static String text() throws IOException {
    return """
        blick %s
        JVM   %s %s
        lanes %s
        cores %d
        """.formatted(
            blick(),
            System.getProperty("java.vm.name"),
            System.getProperty("java.vm.version"),
            lanes(),
            Runtime.getRuntime().availableProcessors());
  }

  private static String blick() throws IOException {
    try (InputStream version = Version.class.getResourceAsStream("version.txt")) {
      return version == null
          ? "of unknown version"
          : new String(version.readAllBytes(), StandardCharsets.UTF_8).strip();
    }
  }

  private static String lanes() {
    int lanes = EagerOps.lanes();
    return lanes == 1
        ? "1 float32 (scalar)"
        : "%d float32 (%d bits)".formatted(lanes, lanes * Float.SIZE);
  }
}
