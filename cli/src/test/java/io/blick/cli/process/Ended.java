package io.blick.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a process left. */
final class Ended {
  /** The JVM's own line, which is not ours. */
  private static final String INCUBATOR = "WARNING: Using incubator modules: jdk.incubator.vector";

  private final int exit;
  private final byte[] bytes;
  private final String err;

  Ended(int exit, byte[] bytes, String err) {
    assertThat(err).as("./blick finds all built").doesNotContain("building");
    this.exit = exit;
    this.bytes = bytes.clone();
    this.err = err.replace(INCUBATOR + "\n", "");
  }

  int exit() {
    return exit;
  }

  /** Returns what stood on standard output. */
  String out() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** Returns what stood on standard error. */
  String err() {
    return err;
  }

  /** Returns what a terminal got, without the returns that it puts before line feeds. */
  String screen() {
    return out().replace("\r\n", "\n").replace(INCUBATOR + "\n", "");
  }

  /** Checks that all went well and nothing was said. */
  Ended well() {
    assertThat(err).isEmpty();
    assertThat(exit).isZero();
    return this;
  }

  /** Checks that it could not be done, and returns the one sentence. */
  String failure() {
    assertThat(exit).isEqualTo(1);
    assertThat(bytes).isEmpty();
    assertThat(err.lines()).hasSize(1);
    return err.strip();
  }

  /** Returns the one line on standard output as JSON. */
  JsonNode json() {
    assertThat(out().lines()).hasSize(1);
    return json(out());
  }

  /** Reads JSON. */
  static JsonNode json(String text) {
    try {
      return new ObjectMapper().readTree(text);
    } catch (IOException wrong) {
      throw new AssertionError("it must be JSON: " + text, wrong);
    }
  }

  /** Writes what stood on standard output into a file. */
  Path saved(Path file) throws IOException {
    return Files.write(file, bytes);
  }
}
