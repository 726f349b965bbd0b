package io.blick.bench.embed;

import io.blick.bench.report.Figures;
import io.blick.bench.report.Table;
import io.blick.bench.report.TargetRow;
import io.blick.bench.report.Verdict;
import io.blick.bench.timing.Side;
import io.blick.bench.timing.Timings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The times of all sides.
 *
 * @param texts how many a call embeds
 * @param batches Blick in batches
 * @param oneByOne Blick, one by one
 * @param onnxRuntime sides of ONNX Runtime by their names
 * @param sentences sides of sentence-transformers by their names
 * @param timings of all of them
 */
record EmbedTimes(
    int texts,
    Side batches,
    Side oneByOne,
    Map<String, ? extends Side> onnxRuntime,
    Map<String, ? extends Side> sentences,
    Timings timings) {
  /** The most time in batches, over that of one by one. */
  private static final double MOST_TIME = 0.9;

  /** The least speedup over ONNX Runtime at its best. */
  private static final double LEAST_SPEEDUP = 1.1;

  /** Returns the table of what Blick should reach. */
  Table targets() {
    return TargetRow.table(
        "Targets", List.of(batchesRow(), bestRow(), peerRow("sentence-transformers", sentences)));
  }

  private TargetRow batchesRow() {
    double ratio = timings.ratio(batches, oneByOne);
    return TargetRow.withoutPeer(
        "in batches: time over that of one by one",
        Figures.times(ratio),
        "≤ " + Figures.times(MOST_TIME),
        Verdict.of(ratio <= MOST_TIME));
  }

  private TargetRow bestRow() {
    TargetRow row = peerRow("ONNX Runtime at its best", onnxRuntime);
    Verdict verdict = best(onnxRuntime)
        .map(side -> Verdict.of(timings.ratio(side, batches) >= LEAST_SPEEDUP))
        .orElse(Verdict.NOT_RUN);
    return new TargetRow(
        row.work(),
        row.ours(),
        row.peer(),
        row.ratio(),
        "≥ " + Figures.times(LEAST_SPEEDUP),
        verdict);
  }

  private TargetRow peerRow(String name, Map<String, ? extends Side> sides) {
    Optional<? extends Side> best = best(sides);
    return new TargetRow(
        "in batches, against " + name,
        speed(batches),
        best.map(this::speed).orElse(TargetRow.NO_FIGURE),
        best.map(side -> Figures.times(timings.ratio(side, batches))).orElse(TargetRow.NO_FIGURE),
        TargetRow.NO_FIGURE,
        best.isPresent() ? Verdict.NONE : Verdict.NOT_RUN);
  }

  /** Returns the side over which Blick has the least speedup. */
  private Optional<? extends Side> best(Map<String, ? extends Side> sides) {
    return sides.values().stream()
        .min(Comparator.comparingDouble(side -> timings.ratio(side, batches)));
  }

  private String speed(Side side) {
    double nanos = timings.nanos(side);
    return "%s, %s/s".formatted(Figures.millis(nanos), Figures.threeDigits(1e9 * texts / nanos));
  }

  /** Returns the table of all sides. */
  Table sides() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(row("Blick, batches as given", batches));
    rows.add(row("Blick, one by one", oneByOne));
    onnxRuntime.forEach((name, side) -> rows.add(row(name, side)));
    sentences.forEach((name, side) -> rows.add(row(name, side)));
    return new Table("All sides", "", List.of("side", "time", "over Blick's in batches"), rows);
  }

  private List<String> row(String name, Side side) {
    return List.of(name, speed(side), Figures.times(timings.ratio(side, batches)));
  }
}
