package io.blick.hub.pip;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/**
 * Python's package installer, a process of its own with the user's settings. It downloads one
 * wheel; no code of the wheel runs.
 *
 * @param command the command that starts it
 * @param environment further variables of its environment
 */
public record Pip(List<String> command, Map<String, String> environment) {
  private static final long LOOK_MILLIS = 100;
  private static final long LONGEST_END_SECONDS = 2;
  private static final List<String> DOWNLOAD = List.of(
      "download",
      "--no-deps",
      "--only-binary",
      ":all:",
      "--no-cache-dir",
      "--no-input",
      "--disable-pip-version-check",
      "--progress-bar",
      "off");

  /** Keeps copies. */
  public Pip {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }

  /** Returns the user's own. */
  public static Pip ofUser() {
    return new Pip(List.of("python3", "-m", "pip"), Map.of());
  }

  /** A download that failed; the message says why, as half a sentence. */
  public static final class FailedException extends Exception {
    private static final long serialVersionUID = 1L;

    FailedException(String message) {
      super(message);
    }
  }

  /**
   * Downloads a wheel, and nothing that it depends on.
   *
   * @param coordinates package and version, as pip takes them
   * @param bytes size of the wheel
   * @param folder a folder for all files of this call
   * @param stopped runs after pip has ended, if this process is stopped meanwhile
   * @param progress receives the number of bytes so far
   * @return the wheel
   */
  public Path download(
      String coordinates, long bytes, Path folder, Runnable stopped, LongConsumer progress)
      throws IOException, FailedException {
    Path made = Files.createDirectories(folder.resolve("wheel"));
    Path errors = folder.resolve("errors");
    Process process = start(coordinates, made, errors);
    Thread stop = Thread.ofPlatform().unstarted(() -> {
      end(process);
      stopped.run();
    });
    Runtime.getRuntime().addShutdownHook(stop);
    try {
      int exit = await(process, bytes, made, progress);
      if (exit != 0) {
        throw new FailedException(PipErrors.last(errors, exit));
      }
    } finally {
      keep(stop);
      end(process);
    }
    return only(made);
  }

  private Process start(String coordinates, Path made, Path errors)
      throws IOException, FailedException {
    List<String> line = new ArrayList<>(command);
    line.addAll(DOWNLOAD);
    line.addAll(List.of("--dest", made.toString(), coordinates));
    ProcessBuilder builder = new ProcessBuilder(line)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(errors.toFile());
    builder.environment().putAll(environment);
    // Pip's own temporary files, which it leaves behind when it is killed.
    builder.environment().put("TMPDIR", made.toString());
    Process process;
    try {
      process = builder.start();
    } catch (IOException absent) {
      throw new FailedException("there is no %s on the PATH".formatted(command.getFirst()));
    }
    process.getOutputStream().close();
    return process;
  }

  /** Waits for the end, as long as what comes may be the wheel; returns the exit code. */
  private static int await(Process process, long bytes, Path made, LongConsumer progress)
      throws FailedException {
    try {
      while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        // Pip writes the wheel aside first, and copies it.
        long got = largest(made);
        if (got > bytes) {
          throw new FailedException("the wheel must have %d bytes; got more".formatted(bytes));
        }
        progress.accept(got);
      }
      return process.exitValue();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new FailedException("this thread was interrupted");
    }
  }

  private static Path only(Path made) throws IOException, FailedException {
    try (Stream<Path> files = Files.list(made)) {
      return files
          .filter(Files::isRegularFile)
          .findFirst()
          .orElseThrow(() -> new FailedException("it made no file"));
    }
  }

  /** Takes back what stops pip with this process; does not return if this process is stopped. */
  private static void keep(Thread stop) {
    try {
      boolean _ = Runtime.getRuntime().removeShutdownHook(stop);
    } catch (IllegalStateException stopping) {
      forever();
    }
  }

  /** Waits for the end of this process, which is told of by whoever stopped it. */
  private static void forever() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
    }
  }

  private static long largest(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.map(Path::toFile)
          .filter(File::isFile)
          .mapToLong(File::length)
          .max()
          .orElse(0);
    } catch (IOException | UncheckedIOException gone) {
      // Pip deletes its files when it wants to.
      return 0;
    }
  }

  /** Ends the process and all that it started, if they are still there. */
  private static void end(Process process) {
    List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
        .filter(ProcessHandle::isAlive)
        .toList();
    all.forEach(ProcessHandle::destroyForcibly);
    for (ProcessHandle one : all) {
      var _ = one.onExit()
          .completeOnTimeout(one, LONGEST_END_SECONDS, TimeUnit.SECONDS)
          .join();
    }
  }
}
