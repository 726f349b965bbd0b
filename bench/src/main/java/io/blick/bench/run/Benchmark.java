package io.blick.bench.run;

import io.blick.bench.report.Report;

/** A benchmark that compares Blick with its peers. */
public interface Benchmark {

  /** Returns its name on the command line and in docs/results. */
  String name();

  /** Returns what it compares, for the list of benchmarks. */
  String summary();

  /** Measures and returns the tables. */
  Report run(Session session);
}
