package io.blick.bench.attention;

import io.blick.bench.machine.NativeMemory;
import io.blick.bench.report.Row;
import io.blick.bench.report.Verdict;
import io.blick.bench.run.Effort;
import io.blick.bench.run.Session;
import io.blick.bench.turns.Rounds;
import io.blick.bench.turns.Side;
import io.blick.bench.turns.Timings;
import io.blick.core.attention.AttentionOptions;
import io.blick.core.tensor.Parallel;
import java.util.List;
import java.util.Locale;

/**
 * How time and memory grow with the length: the exponents p of length^p between two lengths.
 *
 * @param shorter the one
 * @param longer the other
 * @param rounds how often both are timed
 */
record Growth(Shape shorter, Shape longer, int rounds) {
  private static final double MOST_TIME = 2.05;
  private static final double MOST_MEMORY = 1.05;

  static Growth of(Effort effort) {
    return switch (effort) {
      case QUICK -> new Growth(new Shape(2048, 2048, 1, 1, 64), new Shape(8192, 8192, 1, 1, 64), 1);
      case FULL -> new Growth(Shape.text(2048, 64), Shape.text(65_536, 64), 2);
    };
  }

  List<Row> rows(Session session) {
    session.note("attention: growth from %d to %d positions, which takes long"
        .formatted(shorter.keys(), longer.keys()));
    return List.of(
        row("memory", exponent(bytes(longer) / (double) bytes(shorter)), MOST_MEMORY),
        row("time", exponent(timeRatio(session)), MOST_TIME));
  }

  private Row row(String what, double exponent, double most) {
    return Row.alone(
        "%s, exponent from S = %d to %d, %d heads"
            .formatted(what, shorter.keys(), longer.keys(), longer.heads()),
        String.format(Locale.ROOT, "%.3f", exponent),
        String.format(Locale.ROOT, "≤ %.2f", most),
        Verdict.of(exponent <= most));
  }

  /** Returns p where what grows so many times between the lengths grows as length^p. */
  double exponent(double ratio) {
    return StrictMath.log(ratio) / StrictMath.log(longer.keys() / (double) shorter.keys());
  }

  /** Returns what a pass takes off the heap besides its inputs: output, log-sum-exp and scratch. */
  private static long bytes(Shape shape) {
    Inputs inputs = Inputs.random(shape);
    long before = NativeMemory.reachable();
    try (Parallel parallel = new Parallel(Session.THREADS)) {
      Work work = new Work(inputs, AttentionOptions.full(shape.dim()), parallel);
      work.run();
      long after = NativeMemory.reachable();
      work.run();
      return after - before;
    }
  }

  private double timeRatio(Session session) {
    try (Parallel parallel = new Parallel(Session.THREADS)) {
      Side little = side(shorter, parallel);
      Side much = side(longer, parallel);
      Timings timings = new Rounds(List.of(little, much), session.effort(), rounds).run();
      return timings.ratio(much, little);
    }
  }

  private static Side side(Shape shape, Parallel parallel) {
    return new Work(Inputs.random(shape), AttentionOptions.full(shape.dim()), parallel)
        .side("S = " + shape.keys());
  }
}
