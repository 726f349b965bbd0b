package io.blick.core.width;

import io.blick.core.ClassRoot;
import io.blick.core.nn.EagerOps;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a virtual machine of its own printed, to both streams, without what it says of itself.
 *
 * @param exit its exit code
 */
record Child(int exit, List<String> lines) {
  /** Lines of loggers begin so, with the level and the name of the logger behind it. */
  static final String LOGGED = "logged ";

  private static final String FORMAT = LOGGED + "%4$s %3$s %5$s%n";

  /** Runs a program of these tests with Blick, and with more folders, on the class path. */
  static Child onClassPath(List<String> options, Class<?> program, Path... more)
      throws IOException, InterruptedException {
    List<String> path = new ArrayList<>(
        List.of(ClassRoot.of(EagerOps.class).toString(), ClassRoot.of(program).toString()));
    for (Path folder : more) {
      path.add(folder.toString());
    }
    String joined = String.join(File.pathSeparator, path);
    return run(options, List.of("--class-path", joined, program.getName()));
  }

  /** Runs a program of these tests, which is on the class path, with Blick on the module path. */
  static Child onModulePath(List<String> options, Class<?> program)
      throws IOException, InterruptedException {
    return run(
        options,
        List.of(
            "--module-path",
            ClassRoot.of(EagerOps.class).toString(),
            "--add-modules=io.blick.core",
            "--class-path",
            ClassRoot.of(program).toString(),
            program.getName()));
  }

  private static Child run(List<String> options, List<String> program)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // UseAVX is an option on x86 alone.
    command.add("-XX:+IgnoreUnrecognizedVMOptions");
    command.add("-Djava.util.logging.SimpleFormatter.format=" + FORMAT);
    command.addAll(options);
    command.addAll(program);
    ProcessBuilder builder = new ProcessBuilder(command);
    // They could add the module that one of the machines must do without.
    builder.environment().keySet().removeAll(List.of("JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS"));
    Process process = builder.redirectErrorStream(true).start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Child(
        process.waitFor(),
        printed.lines().filter(line -> !isOfTheVirtualMachine(line)).toList());
  }

  /** Returns what was logged. */
  List<String> logged() {
    return lines.stream().filter(line -> line.startsWith(LOGGED)).toList();
  }

  /** Returns what was printed by the program itself. */
  List<String> printed() {
    return lines.stream().filter(line -> !line.startsWith(LOGGED)).toList();
  }

  private static boolean isOfTheVirtualMachine(String line) {
    return line.startsWith("WARNING: Using incubator") || line.contains(" VM warning: ");
  }
}
