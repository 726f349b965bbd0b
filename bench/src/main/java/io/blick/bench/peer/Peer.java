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
 * A process that computes the same with somebody else's library. Each line that it is sent asks for
 * one thing, and it answers with one line: {@code ok}, or {@code error} and why. Between two lines
 * it is idle. Arrays go through files.
 */
public final class Peer implements AutoCloseable {
  /**
   * What would bend the peer's choice of kernels, where a machine's owner has set it for others.
   */
  private static final List<String> BENDING = List.of("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE");

  /**
   * Peers write nothing beside their scripts, and ask no network for models that lie in folders.
   */
  private static final Map<String, String> QUIET =
      Map.of("PYTHONDONTWRITEBYTECODE", "1", "HF_HUB_OFFLINE", "1");

  private final Process process;
  private final Writer requests;
  private final BufferedReader answers;
  private final Path complaints;
  private final Path folder;
  private final String description;

  private Peer(Process process, Path complaints, Path folder) {
    this.process = process;
    this.requests = process.outputWriter(StandardCharsets.UTF_8);
    this.answers = process.inputReader(StandardCharsets.UTF_8);
    this.complaints = complaints;
    this.folder = folder;
    this.description = answer("its start");
  }

  /**
   * Starts a peer of {@code bench/peers}; empty, with a note, where its Python is not there.
   *
   * @param script its file's name
   * @param arguments what it needs to know besides the number of threads
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

  /** Starts a process that keeps to the protocol. */
  static Peer start(List<String> command) {
    try {
      Path folder = Files.createTempDirectory("blick-bench");
      Path complaints = folder.resolve("complaints");
      ProcessBuilder builder = new ProcessBuilder(command).redirectError(complaints.toFile());
      BENDING.forEach(builder.environment()::remove);
      builder.environment().putAll(QUIET);
      return new Peer(builder.start(), complaints, folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns library, version and settings, as the peer told them. */
  public String description() {
    return description;
  }

  /** Returns a folder for the arrays that go to and fro; it is removed with the peer. */
  public Path folder() {
    return folder;
  }

  /**
   * Has the peer make some work ready.
   *
   * @param key by which it is known
   * @param arguments what the peer's {@code load} wants
   */
  public PeerSide load(String key, Object... arguments) {
    StringBuilder line = new StringBuilder("load " + key);
    for (Object argument : arguments) {
      line.append(' ').append(argument);
    }
    ask(line.toString());
    return new PeerSide(this, key);
  }

  /** Sends one line, and returns what the peer answers behind {@code ok}. */
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
      lines = Files.readAllLines(complaints);
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
      // It has ended by itself; there is nothing left to close.
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
