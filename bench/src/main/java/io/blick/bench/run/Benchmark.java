package io.blick.bench.run;

import io.blick.bench.report.Report;

/** A table of what Blick does and what its peers do. */
public interface Benchmark {

  /** Returns what it is called on the command line and in docs/results. */
  String name();

  /** Returns what it compares, in half a sentence. */
  String summary();

  /** Measures. */
  Report run(Session session);
}
