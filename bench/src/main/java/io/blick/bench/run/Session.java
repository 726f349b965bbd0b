package io.blick.bench.run;

import java.io.PrintStream;
import java.nio.file.Path;

/**
 * One run of a benchmark.
 *
 * @param checkout the project's folder
 * @param peers the folder of the peers' Python, which need not exist
 * @param effort how many rounds, and how long
 * @param notes where progress is printed
 */
public record Session(Path checkout, Path peers, Effort effort, PrintStream notes) {
  /** The threads of every side. */
  public static final int THREADS = 2;

  /** Prints a note on the progress of the run. */
  public void note(String text) {
    notes.println("bench: " + text);
  }

  /** Returns the folder of results: a quick run does not replace what a full one has measured. */
  public Path results() {
    return switch (effort) {
      case QUICK -> checkout.resolve("bench/target/results");
      case FULL -> checkout.resolve("docs/results");
    };
  }
}
