package io.blick.bench.peer;

import io.blick.bench.run.BenchException;
import io.blick.bench.run.Session;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A process that computes the same with another library. Each line that it is sent is a request,
 * which it answers with one line: {@code ok}, or {@code error} and why. Between two requests it is
 * idle. Arrays go through files.
 */
public final class Peer implements AutoCloseable {
  /** Variables that would change the peer's choice of kernels; a machine's owner may set them. */
  private static final List<String> KERNEL_VARIABLES =
      List.of("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE");

  /** Variables with which Python writes no caches beside its scripts, and uses no network. */
  private static final Map<String, String> PYTHON_VARIABLES =
      Map.of("PYTHONDONTWRITEBYTECODE", "1", "HF_HUB_OFFLINE", "1");

  private final Process process;
  private final Writer requests;
  private final BufferedReader answers;
  private final Path errors;
  private final Path folder;
  private final String description;

  private Peer(Process process, Path errors, Path folder) {
    this.process = process;
    this.requests = process.outputWriter(StandardCharsets.UTF_8);
    this.answers = process.inputReader(StandardCharsets.UTF_8);
    this.errors = errors;
    this.folder = folder;
    this.description = answer("its start");
  }

  /**
   * Starts a peer of {@code bench/peers}; empty, with a note, where its Python is not installed.
   *
   * @param script the name of its file
   * @param arguments its arguments behind the number of threads
   */
  public static Optional<Peer> start(Session session, String script, String... arguments) {
    Path python = session.peers().resolve("bin/python");
    if (!Files.isExecutable(python)) {
      session.note("no peer: there is no Python in %s; bench/peers/setup.sh puts it there"
          .formatted(session.peers()));
      return Optional.empty();
    }
    session.note("starting the peer " + script);
    Stream<String> command = Stream.of(
        python.toString(),
        session.checkout().resolve("bench/peers").resolve(script).toString(),
        Integer.toString(Session.THREADS));
    return Optional.of(start(Stream.concat(command, Stream.of(arguments)).toList()));
  }

  /** Starts a process that speaks the protocol. */
  static Peer start(List<String> command) {
    try {
      Path folder = Files.createTempDirectory("blick-bench");
      Path errors = folder.resolve("errors");
      ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
      KERNEL_VARIABLES.forEach(builder.environment()::remove);
      builder.environment().putAll(PYTHON_VARIABLES);
      return new Peer(builder.start(), errors, folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns library, version and settings, as the peer reports them. */
  public String description() {
    return description;
  }

  /** Returns a folder for the arrays of both directions; it is removed with the peer. */
  public Path folder() {
    return folder;
  }

  /**
   * Lets the peer prepare some work.
   *
   * @param key the name of the work
   * @param arguments those of the peer's {@code load}
   */
  public PeerSide load(String key, Object... arguments) {
    StringBuilder line = new StringBuilder("load " + key);
    for (Object argument : arguments) {
      line.append(' ').append(argument);
    }
    ask(line.toString());
    return new PeerSide(this, key);
  }

  /** Sends a request, and returns the peer's answer behind {@code ok}. */
  String ask(String line) {
    try {
      requests.write(line);
      requests.write('\n');
      requests.flush();
    } catch (IOException e) {
      throw ended(line);
    }
    return answer(line);
  }

  private String answer(String question) {
    String line;
    try {
      line = answers.readLine();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (line == null) {
      throw ended(question);
    }
    if (line.equals("ok") || line.startsWith("ok ")) {
      return line.substring(2).strip();
    }
    throw new BenchException(
        "bench: the peer must answer ok to %s; got %s".formatted(question, line));
  }

  private BenchException ended(String question) {
    List<String> lines;
    try {
      process.waitFor();
      lines = Files.readAllLines(errors);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      lines = List.of();
    }
    String last = lines.isEmpty() ? "nothing" : lines.getLast();
    return new BenchException(
        "bench: the peer ended at %s and said %s; bench/peers/setup.sh brings what it needs"
            .formatted(question, last));
  }

  @Override
  public void close() {
    try {
      requests.close();
    } catch (IOException _) {
      // The process has ended by itself; there is nothing left to close.
    }
    process.destroy();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
      Files.delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
