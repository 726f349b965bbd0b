package io.blick.consumer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a program wrote before it ended.
 *
 * @param code its exit code
 * @param out what it wrote to standard output
 * @param err what it wrote to standard error
 */
record Program(int code, String out, String err) {
  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");
  private static final Path PROJECTS = Path.of(System.getProperty("blick.projects"));

  /** Runs {@code java} with the arguments in the folder of a project, as docs/library.md says. */
  static Program java(String project, String... arguments)
      throws IOException, InterruptedException {
    Path out = Files.createTempFile("blick-consumer", ".out");
    Path err = Files.createTempFile("blick-consumer", ".err");
    try {
      ProcessBuilder builder = new ProcessBuilder(
          Stream.concat(Stream.of(JAVA.toString()), Stream.of(arguments)).toList());
      builder.directory(PROJECTS.resolve(project).toFile());
      // What the user says to every JVM is said on standard error too.
      builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
      Process process =
          builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
      int code = process.waitFor();
      return new Program(code, Files.readString(out), Files.readString(err));
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }
}
