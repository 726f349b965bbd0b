package io.blick.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How {@code ./blick} is started as a process of its own: from the checkout, as a user would. Of
 * the environment it sees only where things are, so that no locale is set unless a test sets one.
 */
final class Start {
  private static final Path BLICK = Path.of("..", "blick").toAbsolutePath().normalize();
  private static final List<String> INHERITED =
      List.of("PATH", "HOME", "JAVA_HOME", "BLICK_HOME", "XDG_CACHE_HOME");
  private static final int LONGEST_SECONDS = 180;

  private final List<String> command;
  private final Map<String, String> environment;
  private final String input;

  private Start(List<String> command, Map<String, String> environment, String input) {
    this.command = List.copyOf(command);
    this.environment = Map.copyOf(environment);
    this.input = input;
  }

  /** Starts a command with nothing on standard input, and results into a file. */
  static Start blick(String... arguments) {
    Map<String, String> environment = System.getenv().entrySet().stream()
        .filter(entry -> INHERITED.contains(entry.getKey()))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    return new Start(
        Stream.concat(Stream.of(BLICK.toString()), Stream.of(arguments)).toList(), environment, "");
  }

  /** Sets a variable. */
  Start with(String name, String value) {
    Map<String, String> more = new HashMap<>(environment);
    more.put(name, value);
    return new Start(command, more, input);
  }

  /** Gives a text on standard input. */
  Start reading(String text) {
    return new Start(command, environment, text);
  }

  /** Heeds SIGINT also where whoever runs the tests was told to ignore it, as a job behind & is. */
  Start heedingInterrupts() {
    List<String> env = List.of("env", "--default-signal=INT");
    return new Start(Stream.concat(env.stream(), command.stream()).toList(), environment, input);
  }

  /** Has no standard input at all. */
  Start closed() {
    String line = command.stream().map(Start::quoted).collect(Collectors.joining(" "));
    return new Start(List.of("sh", "-c", "exec " + line + " <&-"), environment, input);
  }

  /** Runs it in a terminal so many columns wide; standard output is what that terminal got. */
  Start onTerminal(int columns) {
    Found.command("script");
    String line = command.stream().map(Start::quoted).collect(Collectors.joining(" "));
    List<String> script =
        List.of("script", "-qec", "stty cols " + columns + "; exec " + line, "/dev/null");
    return new Start(script, environment, input).with("TERM", "xterm-direct");
  }

  private static String quoted(String argument) {
    return "'" + argument.replace("'", "'\\''") + "'";
  }

  /** Starts it and leaves it running; standard output is a pipe that nobody reads yet. */
  Process running() throws IOException {
    return builder().redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }

  /** Runs it to its end. */
  Ended ended() {
    try {
      Path folder = Files.createTempDirectory("blick-process");
      Path in = Files.writeString(folder.resolve("in"), input);
      Path out = folder.resolve("out");
      Path err = folder.resolve("err");
      Process process = builder()
          .redirectInput(in.toFile())
          .redirectOutput(out.toFile())
          .redirectError(err.toFile())
          .start();
      int exit = exit(process);
      Ended ended = new Ended(exit, Files.readAllBytes(out), Files.readString(err));
      for (Path file : List.of(in, out, err, folder)) {
        Files.delete(file);
      }
      return ended;
    } catch (IOException failed) {
      throw new AssertionError("a process must start and end", failed);
    }
  }

  private ProcessBuilder builder() {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.environment().putAll(environment);
    return builder;
  }

  /** Waits until a process ends, and returns its exit code. */
  static int exit(Process process) {
    try {
      boolean ended = process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS);
      assertThat(ended).as("it ends within %d s", LONGEST_SECONDS).isTrue();
      return process.exitValue();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new AssertionError("the test must not be stopped", stopped);
    } finally {
      process.destroyForcibly();
    }
  }
}
