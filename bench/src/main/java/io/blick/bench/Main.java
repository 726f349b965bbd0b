package io.blick.bench;

import io.blick.bench.attention.AttentionBenchmark;
import io.blick.bench.bert.BertBenchmark;
import io.blick.bench.linear.LinearBenchmark;
import io.blick.bench.minilm.MiniLmBenchmark;
import io.blick.bench.peer.PeerFolder;
import io.blick.bench.report.Report;
import io.blick.bench.run.BenchException;
import io.blick.bench.run.Benchmark;
import io.blick.bench.run.Effort;
import io.blick.bench.run.Session;
import io.blick.hub.HubException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What {@code ./blick bench} runs. */
public final class Main {
  private static final String QUICK = "--quick";
  private static final String JMH = "jmh";
  private static final List<Benchmark> BENCHMARKS = List.of(
      new AttentionBenchmark(), new LinearBenchmark(), new BertBenchmark(), new MiniLmBenchmark());

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
    if (args.getFirst().equals(JMH)) {
      org.openjdk.jmh.Main.main(rest.toArray(String[]::new));
      return 0;
    }
    List<Benchmark> chosen = BENCHMARKS.stream()
        .filter(benchmark -> benchmark.name().equals(args.getFirst()))
        .toList();
    if (chosen.isEmpty()) {
      err.println("bench: NAME must be %s or %s; got %s".formatted(names(), JMH, args.getFirst()));
      return 2;
    }
    if (!rest.isEmpty() && !rest.equals(List.of(QUICK))) {
      err.println(
          "bench: behind NAME there may be %s; got %s".formatted(QUICK, String.join(" ", rest)));
      return 2;
    }
    return measure(chosen.getFirst(), rest.isEmpty() ? Effort.FULL : Effort.QUICK);
  }

  private int measure(Benchmark benchmark, Effort effort) throws IOException {
    Session session = new Session(checkout, PeerFolder.of(System.getenv()), effort, err);
    try {
      write(benchmark.name(), benchmark.run(session), session);
      return 0;
    } catch (BenchException | HubException e) {
      err.println(e.getMessage());
      return 1;
    }
  }

  private void write(String name, Report report, Session session) throws IOException {
    Path folder = session.results();
    Files.createDirectories(folder);
    String picture = name + ".svg";
    String page = report.markdown(picture);
    Files.writeString(folder.resolve(name + ".md"), page);
    if (report.chart().isPresent()) {
      Files.writeString(folder.resolve(picture), report.chart().get().svg());
    }
    out.print(page);
    session.note("written to " + folder.resolve(name + ".md").normalize());
  }

  private void list() {
    out.println("blick bench NAME [%s]".formatted(QUICK));
    for (Benchmark benchmark : BENCHMARKS) {
      out.println("  %-10s %s".formatted(benchmark.name(), benchmark.summary()));
    }
    out.println("  %-10s %s".formatted(JMH, "Blick alone, by JMH, with JMH's own arguments"));
  }

  private static String names() {
    return BENCHMARKS.stream().map(Benchmark::name).collect(Collectors.joining(", "));
  }
}
