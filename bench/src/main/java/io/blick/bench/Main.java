package io.blick.bench;

import io.blick.bench.attention.AttentionBenchmark;
import io.blick.bench.bert.BertBenchmark;
import io.blick.bench.embed.EmbedBenchmark;
import io.blick.bench.linear.LinearBenchmark;
import io.blick.bench.machine.MachineFacts;
import io.blick.bench.minilm.MiniLmBenchmark;
import io.blick.bench.peer.PeerFolder;
import io.blick.bench.report.Report;
import io.blick.bench.results.ResultsFolder;
import io.blick.bench.run.BenchException;
import io.blick.bench.run.Benchmark;
import io.blick.bench.run.Effort;
import io.blick.bench.run.Session;
import io.blick.hub.HubException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The command {@code ./blick bench}. */
public final class Main {
  private static final String QUICK = "--quick";
  private static final String JOIN = "join";
  private static final String FOLDER = "folder";
  private static final String JMH = "jmh";
  private static final List<Benchmark> BENCHMARKS = List.of(
      new AttentionBenchmark(),
      new LinearBenchmark(),
      new BertBenchmark(),
      new MiniLmBenchmark(),
      new EmbedBenchmark());

  private final Path checkout;
  private final PrintStream out;
  private final PrintStream err;

  Main(Path checkout, PrintStream out, PrintStream err) {
    this.checkout = checkout;
    this.out = out;
    this.err = err;
  }

  /** Runs a benchmark and ends the process: 0 done, 1 it could not be run, 2 wrong usage. */
  public static void main(String[] args) throws IOException {
    Locale.setDefault(Locale.ROOT);
    Path checkout = Path.of(System.getProperty("blick.checkout", "."));
    System.exit(new Main(checkout, System.out, System.err).run(List.of(args)));
  }

  int run(List<String> args) throws IOException {
    if (args.isEmpty()) {
      list();
      return 0;
    }
    List<String> rest = args.subList(1, args.size());
    return switch (args.getFirst()) {
      case JMH -> {
        org.openjdk.jmh.Main.main(rest.toArray(String[]::new));
        yield 0;
      }
      case JOIN -> rest.isEmpty() ? join() : wrong(JOIN + " takes no arguments", rest);
      case FOLDER -> rest.isEmpty() ? folder() : wrong(FOLDER + " takes no arguments", rest);
      default -> benchmark(args.getFirst(), rest);
    };
  }

  private int benchmark(String name, List<String> rest) throws IOException {
    List<Benchmark> chosen =
        BENCHMARKS.stream().filter(benchmark -> benchmark.name().equals(name)).toList();
    if (chosen.isEmpty()) {
      return wrong(
          "NAME must be %s, %s, %s or %s".formatted(names(), JOIN, FOLDER, JMH), List.of(name));
    }
    if (!rest.isEmpty() && !rest.equals(List.of(QUICK))) {
      return wrong("behind NAME there may be " + QUICK, rest);
    }
    return measure(chosen.getFirst(), rest.isEmpty() ? Effort.FULL : Effort.QUICK);
  }

  private int wrong(String must, List<String> got) {
    err.println("bench: %s; got %s".formatted(must, String.join(" ", got)));
    return 2;
  }

  private int join() throws IOException {
    try {
      Session session = session(Effort.FULL);
      for (Path file : new ResultsFolder(session.results()).join()) {
        session.note("written to " + file.normalize());
      }
      return 0;
    } catch (BenchException e) {
      err.println(e.getMessage());
      return 1;
    }
  }

  private int folder() {
    ResultsFolder results = new ResultsFolder(session(Effort.FULL).results());
    out.println(results.of(MachineFacts.kind()).normalize());
    return 0;
  }

  private Session session(Effort effort) {
    return new Session(checkout, PeerFolder.of(System.getenv()), effort, err);
  }

  private int measure(Benchmark benchmark, Effort effort) throws IOException {
    Session session = session(effort);
    try {
      write(benchmark.name(), benchmark.run(session), session);
      return 0;
    } catch (BenchException | HubException e) {
      err.println(e.getMessage());
      return 1;
    }
  }

  private void write(String name, Report report, Session session) throws IOException {
    ResultsFolder results = new ResultsFolder(session.results());
    out.print(results.write(MachineFacts.kind(), name, report).markdown());
    results.join();
    session.note("written to %s, and beside other machines to %s"
        .formatted(
            results.of(MachineFacts.kind()).resolve(name + ".md").normalize(),
            results.folder().resolve(name + ".md").normalize()));
  }

  private void list() {
    out.println("blick bench NAME [%s]".formatted(QUICK));
    for (Benchmark benchmark : BENCHMARKS) {
      out.println("  %-10s %s".formatted(benchmark.name(), benchmark.summary()));
    }
    out.println(
        "  %-10s %s".formatted(JOIN, "the pages of docs/results anew, of those of machines"));
    out.println("  %-10s %s".formatted(FOLDER, "where the results of this machine stand"));
    out.println("  %-10s %s".formatted(JMH, "Blick alone, by JMH, with JMH's own arguments"));
  }

  private static String names() {
    return BENCHMARKS.stream().map(Benchmark::name).collect(Collectors.joining(", "));
  }
}
