package io.blick.bench.attention;

import io.blick.bench.machine.Garbage;
import io.blick.bench.machine.Idleness;
import io.blick.bench.report.Row;
import io.blick.bench.report.Verdict;
import io.blick.bench.run.Session;
import io.blick.core.attention.AttentionOptions;
import io.blick.core.tensor.Parallel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What calls leave behind: garbage on the heap, and threads that do not sleep. */
final class Steadiness {
  private static final int CALLS = 200;
  private static final Duration SECOND = Duration.ofSeconds(1);
  // 200 µs of spinning, and falling asleep.
  private static final long MOST_SPIN_MICROS = 250;
  private static final List<Shape> SHAPES =
      List.of(Shape.text(128, 64), new Shape(1, 4096, 32, 32, 64), new Shape(3, 1000, 32, 8, 64));

  private Steadiness() {}

  static List<Row> rows(Session session, Parallel parallel) {
    session.note("attention: garbage and idleness");
    List<Row> rows = new ArrayList<>();
    for (Shape shape : SHAPES) {
      Work work = new Work(Inputs.random(shape), AttentionOptions.causal(shape.dim()), parallel);
      rows.add(garbage(shape, work));
    }
    rows.addAll(
        idleness(new Work(Inputs.random(SHAPES.getFirst()), AttentionOptions.full(64), parallel)));
    return rows;
  }

  private static Row garbage(Shape shape, Work work) {
    // Until all of it is compiled and every helper has its scratch.
    Garbage.bytes(work::run, 10 * CALLS);
    long bytes = Garbage.bytes(work::run, CALLS);
    return Row.alone(
        "garbage of %d calls over all threads, causal, T = %d, S = %d, %d/%d heads"
            .formatted(CALLS, shape.queries(), shape.keys(), shape.heads(), shape.keyHeads()),
        "%d bytes".formatted(bytes),
        "0 bytes",
        Verdict.of(bytes == 0));
  }

  private static List<Row> idleness(Work work) {
    work.run();
    long spinning = Idleness.nanos(SECOND) / 1000;
    long asleep = Idleness.nanos(SECOND) / 1000;
    return List.of(
        Row.alone(
            "helpers' processor time in the second after a call",
            "%d µs".formatted(spinning),
            "≤ %d µs".formatted(MOST_SPIN_MICROS),
            Verdict.of(spinning <= MOST_SPIN_MICROS)),
        Row.alone(
            "and in the second after that",
            "%d µs".formatted(asleep),
            "0 µs",
            Verdict.of(asleep == 0)));
  }
}
