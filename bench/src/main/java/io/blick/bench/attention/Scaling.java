package io.blick.bench.attention;

import io.blick.bench.machine.NativeMemory;
import io.blick.bench.report.TargetRow;
import io.blick.bench.report.Verdict;
import io.blick.bench.run.Effort;
import io.blick.bench.run.Session;
import io.blick.bench.timing.InterleavedRounds;
import io.blick.bench.timing.Side;
import io.blick.bench.timing.Timings;
import io.blick.core.attention.AttentionOptions;
import io.blick.core.tensor.Parallel;
import java.util.List;
import java.util.Locale;

/**
 * The scaling of time and memory with the length: the exponents p of length^p between two lengths.
 *
 * @param shorter the sizes of the shorter text
 * @param longer the sizes of the longer text
 * @param rounds how often both are timed
 */
record Scaling(Shape shorter, Shape longer, int rounds) {
  private static final double MOST_TIME = 2.05;
  private static final double MOST_MEMORY = 1.05;

  static Scaling of(Effort effort) {
    return switch (effort) {
      case QUICK ->
        new Scaling(new Shape(2048, 2048, 1, 1, 64), new Shape(8192, 8192, 1, 1, 64), 1);
      case FULL -> new Scaling(Shape.text(2048, 64), Shape.text(65_536, 64), 2);
    };
  }

  List<TargetRow> rows(Session session) {
    session.note("attention: growth from %d to %d positions, which takes long"
        .formatted(shorter.keys(), longer.keys()));
    return List.of(
        row("memory", exponent(bytes(longer) / (double) bytes(shorter)), MOST_MEMORY),
        row("time", exponent(timeRatio(session)), MOST_TIME));
  }

  private TargetRow row(String what, double exponent, double most) {
    return TargetRow.withoutPeer(
        "%s, exponent from S = %d to %d, %d heads"
            .formatted(what, shorter.keys(), longer.keys(), longer.heads()),
        String.format(Locale.ROOT, "%.3f", exponent),
        String.format(Locale.ROOT, "≤ %.2f", most),
        Verdict.of(exponent <= most));
  }

  /** Returns p = ln ratio / ln (longer / shorter): what grows by this ratio grows as length^p. */
  double exponent(double ratio) {
    return StrictMath.log(ratio) / StrictMath.log(longer.keys() / (double) shorter.keys());
  }

  /** Returns the native memory of a pass without its inputs: output, log-sum-exp and scratch. */
  private static long bytes(Shape shape) {
    Inputs inputs = Inputs.random(shape);
    long before = NativeMemory.reachable();
    try (Parallel parallel = new Parallel(Session.THREADS)) {
      AttentionWork work = new AttentionWork(inputs, AttentionOptions.full(shape.dim()), parallel);
      work.run();
      long after = NativeMemory.reachable();
      work.run();
      return after - before;
    }
  }

  private double timeRatio(Session session) {
    try (Parallel parallel = new Parallel(Session.THREADS)) {
      Side shortSide = side(shorter, parallel);
      Side longSide = side(longer, parallel);
      Timings timings =
          new InterleavedRounds(List.of(shortSide, longSide), session.effort(), rounds).run();
      return timings.ratio(longSide, shortSide);
    }
  }

  private static Side side(Shape shape, Parallel parallel) {
    return new AttentionWork(Inputs.random(shape), AttentionOptions.full(shape.dim()), parallel)
        .side("S = " + shape.keys());
  }
}
