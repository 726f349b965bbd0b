package io.blick.bench.attention;

import io.blick.bench.machine.NativeMemory;
import io.blick.bench.report.Figures;
import io.blick.bench.report.TargetRow;
import io.blick.bench.report.Verdict;
import io.blick.bench.run.Effort;
import io.blick.bench.run.Session;
import io.blick.bench.timing.InterleavedRounds;
import io.blick.bench.timing.Side;
import io.blick.bench.timing.Timings;
import io.blick.core.attention.AttentionOptions;
import io.blick.core.attention.Statistic;
import io.blick.core.attention.Statistics;
import io.blick.core.tensor.DType;
import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.Tensor;
import java.util.List;
import java.util.Locale;

/** The cost of statistics of the weights: time and memory of a pass with them and without. */
final class StatisticsCost {
  private static final int POSITIONS = 2048;
  private static final int COUNT = 8;
  private static final double MOST_ROWS = 1.15;
  private static final double MOST_RECEIVED = 1.9;
  private static final long MOST_MEMORY = 64L << 20;

  private StatisticsCost() {}

  static List<TargetRow> rows(Session session, Parallel parallel) {
    session.note("attention: statistics");
    Inputs inputs = Inputs.random(Shape.text(POSITIONS, 64));
    AttentionOptions options = AttentionOptions.full(inputs.shape().dim());
    Side without = new AttentionWork(inputs, options, parallel).side("without");
    Side rows = new AttentionWork(inputs, options, parallel, ofRows(inputs.shape())).side("rows");
    Side received =
        new AttentionWork(inputs, options, parallel, received(inputs.shape())).side("received");
    Timings timings =
        new InterleavedRounds(List.of(without, rows, received), session.effort()).run();
    return List.of(
        time("entropy + argmax", timings.ratio(rows, without), MOST_ROWS),
        time("mass received", timings.ratio(received, without), MOST_RECEIVED),
        memory(session));
  }

  private static TargetRow time(String what, double ratio, double most) {
    return TargetRow.withoutPeer(
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

  /** The memory of a pass with statistics, their results included. */
  private static TargetRow memory(Session session) {
    Shape shape = Shape.text(session.effort() == Effort.FULL ? 32_768 : 2048, 64);
    Inputs inputs = Inputs.random(shape);
    try (Parallel parallel = new Parallel(Session.THREADS)) {
      AttentionWork work = new AttentionWork(inputs, AttentionOptions.full(shape.dim()), parallel);
      long before = NativeMemory.reachable();
      Statistics statistics = new Statistics(_ -> true, ofRowsAndTop(shape));
      work.run(statistics);
      long bytes = NativeMemory.reachable() - before;
      work.run(statistics);
      return TargetRow.withoutPeer(
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
