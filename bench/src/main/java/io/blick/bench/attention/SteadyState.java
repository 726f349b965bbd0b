package io.blick.bench.attention;

import io.blick.bench.machine.HeapAllocation;
import io.blick.bench.machine.IdleCpuTime;
import io.blick.bench.report.TargetRow;
import io.blick.bench.report.Verdict;
import io.blick.bench.run.Session;
import io.blick.core.attention.AttentionOptions;
import io.blick.core.tensor.Parallel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The steady state of many calls: no garbage on the heap, and helper threads that sleep. */
final class SteadyState {
  private static final int CALLS = 200;
  private static final Duration SECOND = Duration.ofSeconds(1);
  // 200 µs of spinning, and falling asleep.
  private static final long MOST_SPIN_MICROS = 250;
  private static final List<Shape> SHAPES =
      List.of(Shape.text(128, 64), new Shape(1, 4096, 32, 32, 64), new Shape(3, 1000, 32, 8, 64));

  private SteadyState() {}

  static List<TargetRow> rows(Session session, Parallel parallel) {
    session.note("attention: garbage and idleness");
    List<TargetRow> rows = new ArrayList<>();
    for (Shape shape : SHAPES) {
      AttentionWork work =
          new AttentionWork(Inputs.random(shape), AttentionOptions.causal(shape.dim()), parallel);
      rows.add(garbage(shape, work));
    }
    rows.addAll(idleness(
        new AttentionWork(Inputs.random(SHAPES.getFirst()), AttentionOptions.full(64), parallel)));
    return rows;
  }

  private static TargetRow garbage(Shape shape, AttentionWork work) {
    // Warms up until all of it is compiled and every helper has its scratch.
    HeapAllocation.bytes(work::run, 10 * CALLS);
    long bytes = HeapAllocation.bytes(work::run, CALLS);
    return TargetRow.withoutPeer(
        "garbage of %d calls over all threads, causal, T = %d, S = %d, %d/%d heads"
            .formatted(CALLS, shape.queries(), shape.keys(), shape.heads(), shape.keyHeads()),
        "%d bytes".formatted(bytes),
        "0 bytes",
        Verdict.of(bytes == 0));
  }

  private static List<TargetRow> idleness(AttentionWork work) {
    work.run();
    long spinning = IdleCpuTime.nanos(SECOND) / 1000;
    long asleep = IdleCpuTime.nanos(SECOND) / 1000;
    return List.of(
        TargetRow.withoutPeer(
            "helpers' processor time in the second after a call",
            "%d µs".formatted(spinning),
            "≤ %d µs".formatted(MOST_SPIN_MICROS),
            Verdict.of(spinning <= MOST_SPIN_MICROS)),
        TargetRow.withoutPeer(
            "and in the second after that",
            "%d µs".formatted(asleep),
            "0 µs",
            Verdict.of(asleep == 0)));
  }
}
