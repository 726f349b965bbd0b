package io.blick.hub;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A JVM of its own, and what it has said so far. */
final class Jvm implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 60;

  /** The module path of this JVM, and its class path. */
  static final String MODULES = System.getProperty("jdk.module.path", "");

  static final String CLASSES = System.getProperty("java.class.path");

  private final Process process;
  private final Thread reader;
  private final List<String> said = new ArrayList<>();

  private Jvm(Process process) {
    this.process = process;
    this.reader = Thread.ofPlatform().daemon().start(this::listen);
  }

  /**
   * Starts a {@link Fetch}, all of it on the class path: that is the quickest start.
   *
   * @param home Blick's folder
   * @param maven where Maven's settings.xml and local repository are
   * @param artifact what the catalogue pins
   */
  static Jvm fetching(Path home, Path maven, Artifact artifact) throws IOException {
    return start(
        home,
        List.of("-cp", CLASSES + File.pathSeparator + MODULES, Fetch.class.getName()),
        List.of(
            home.toString(),
            maven.toString(),
            artifact.layout().name(),
            Long.toString(artifact.size()),
            artifact.sha256()));
  }

  /**
   * Starts one.
   *
   * @param home the value of BLICK_HOME
   * @param options of the JVM, the main class last
   * @param arguments of the program
   */
  static Jvm start(Path home, List<String> options, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xshare:auto"));
    command.addAll(options);
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("BLICK_HOME", home.toString());
    return new Jvm(builder.start());
  }

  private void listen() {
    try (BufferedReader lines = process.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        hear(line);
      }
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private synchronized void hear(String line) {
    said.add(line);
    notifyAll();
  }

  /** Returns all lines so far. */
  synchronized List<String> said() {
    return List.copyOf(said);
  }

  /** Returns all lines so far, and of events only what they are. */
  List<String> events() {
    return said().stream().map(line -> line.replaceFirst("\\[.*", "")).toList();
  }

  /** Says whether there has been a line that begins so. */
  synchronized boolean has(String beginning) {
    return said.stream().anyMatch(line -> line.startsWith(beginning));
  }

  /** Waits for a line that begins so. */
  synchronized void await(String beginning) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!has(beginning)) {
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (left <= 0) {
        throw new AssertionError("a line must begin with %s; got %s".formatted(beginning, said));
      }
      wait(left);
    }
  }

  /** Kills the process if it is still there, as {@code kill -9} does, and hears its last line. */
  void kill() throws InterruptedException {
    // Process's own way closes the streams too, and with them what has not been read yet.
    boolean _ = process.toHandle().destroyForcibly();
    int _ = end();
  }

  /** Waits for the end, hears the last line and returns the exit code. */
  int end() throws InterruptedException {
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("the process must end; got " + said());
    }
    reader.join();
    return process.exitValue();
  }

  @Override
  public void close() {
    boolean _ = process.toHandle().destroyForcibly();
    // It may have files open in a folder that the test is about to delete.
    Process _ = process.onExit().join();
  }
}
