package io.blick.bench.attention;

import io.blick.bench.machine.NativeMemory;
import io.blick.bench.report.Figures;
import io.blick.bench.report.Row;
import io.blick.bench.report.Verdict;
import io.blick.bench.run.Effort;
import io.blick.bench.run.Session;
import io.blick.bench.turns.Rounds;
import io.blick.bench.turns.Side;
import io.blick.bench.turns.Timings;
import io.blick.core.attention.AttentionOptions;
import io.blick.core.attention.Statistic;
import io.blick.core.attention.Statistics;
import io.blick.core.tensor.DType;
import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.Tensor;
import java.util.List;
import java.util.Locale;

/** What it costs to look: statistics of the weights, beside the pass without. */
final class Observed {
  private static final int POSITIONS = 2048;
  private static final int COUNT = 8;
  private static final double MOST_ROWS = 1.15;
  private static final double MOST_RECEIVED = 1.9;
  private static final long MOST_MEMORY = 64L << 20;

  private Observed() {}

  static List<Row> rows(Session session, Parallel parallel) {
    session.note("attention: statistics");
    Inputs inputs = Inputs.random(Shape.text(POSITIONS, 64));
    AttentionOptions options = AttentionOptions.full(inputs.shape().dim());
    Side without = new Work(inputs, options, parallel).side("without");
    Side rows = new Work(inputs, options, parallel, ofRows(inputs.shape())).side("rows");
    Side received = new Work(inputs, options, parallel, received(inputs.shape())).side("received");
    Timings timings = new Rounds(List.of(without, rows, received), session.effort()).run();
    return List.of(
        time("entropy + argmax", timings.ratio(rows, without), MOST_ROWS),
        time("mass received", timings.ratio(received, without), MOST_RECEIVED),
        memory(session));
  }

  private static Row time(String what, double ratio, double most) {
    return Row.alone(
        "%s, S = %d, time against the pass without".formatted(what, POSITIONS),
        Figures.times(ratio),
        "≤ " + Figures.times(most),
        Verdict.of(ratio <= most));
  }

  private static Statistics ofRows(Shape shape) {
    return Statistics.of(
        new Statistic.Entropy(Tensor.zeros(1, shape.heads(), shape.queries())),
        new Statistic.Largest(
            Tensor.zeros(1, shape.heads(), shape.queries()),
            Tensor.zeros(DType.I32, 1, shape.heads(), shape.queries())));
  }

  private static Statistics received(Shape shape) {
    return Statistics.of(new Statistic.Received(Tensor.zeros(1, shape.heads(), shape.keys())));
  }

  /** The statistics' own results are part of it. */
  private static Row memory(Session session) {
    Shape shape = Shape.text(session.effort() == Effort.FULL ? 32_768 : 2048, 64);
    Inputs inputs = Inputs.random(shape);
    try (Parallel parallel = new Parallel(Session.THREADS)) {
      Work work = new Work(inputs, AttentionOptions.full(shape.dim()), parallel);
      long before = NativeMemory.reachable();
      Statistics statistics = new Statistics(_ -> true, ofRowsAndTop(shape));
      work.run(statistics);
      long bytes = NativeMemory.reachable() - before;
      work.run(statistics);
      return Row.alone(
          "entropy + argmax + top-%d, S = %d, memory over inputs and outputs"
              .formatted(COUNT, shape.keys()),
          String.format(Locale.ROOT, "%.1f MiB", bytes / (double) (1 << 20)),
          "≤ 64 MiB",
          Verdict.of(bytes <= MOST_MEMORY));
    }
  }

  private static List<Statistic> ofRowsAndTop(Shape shape) {
    Statistic top = new Statistic.Top(
        Tensor.zeros(1, shape.heads(), shape.queries(), COUNT),
        Tensor.zeros(DType.I32, 1, shape.heads(), shape.queries(), COUNT));
    List<Statistic> rows = ofRows(shape).each();
    return List.of(rows.getFirst(), rows.getLast(), top);
  }
}
