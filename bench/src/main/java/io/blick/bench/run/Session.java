package io.blick.bench.run;

import java.io.PrintStream;
import java.nio.file.Path;

/**
 * One run of benchmarks.
 *
 * @param checkout the project's folder
 * @param peers the folder of the peers' Python, which need not be there
 * @param effort how long it may take
 * @param notes takes what is said while it runs
 */
public record Session(Path checkout, Path peers, Effort effort, PrintStream notes) {
  /** Threads of every side. */
  public static final int THREADS = 2;

  /** Says how far the run has come. */
  public void note(String text) {
    notes.println("bench: " + text);
  }

  /** Returns where results go: a quick run does not replace what a full one has measured. */
  public Path results() {
    return switch (effort) {
      case QUICK -> checkout.resolve("bench/target/results");
      case FULL -> checkout.resolve("docs/results");
    };
  }
}
