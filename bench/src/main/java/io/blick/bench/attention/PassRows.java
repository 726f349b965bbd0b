package io.blick.bench.attention;

import io.blick.bench.machine.MachineFacts;
import io.blick.bench.report.BarChart;
import io.blick.bench.report.Figures;
import io.blick.bench.report.Row;
import io.blick.bench.report.Verdict;
import java.util.List;
import java.util.stream.Stream;

/**
 * What is demanded of a text that attends to itself.
 *
 * @param passes D = 64, by ascending length
 * @param wide D = 128
 */
record PassRows(List<Passes> passes, List<Passes> wide) {
  private static final double FULL_LEAD = 1.3;
  private static final double FULL_SHARE = 0.82;
  private static final double CAUSAL_SHARE = 0.78;
  private static final List<CausalTarget> CAUSAL = List.of(
      new CausalTarget(128, 1.8, 0.85),
      new CausalTarget(512, 1.8, 0.64),
      new CausalTarget(2048, 1.4, 0.55),
      new CausalTarget(8192, 1.3, 0.53));
  // From here on a pass is long enough for what stands around the products not to count.
  private static final int LONG = 2048;

  /**
   * What is demanded of a causal pass.
   *
   * @param positions its length
   * @param lead how many times as fast as the peer
   * @param overFull its time against that of a full pass, at most
   */
  private record CausalTarget(int positions, double lead, double overFull) {
    static CausalTarget of(int positions) {
      return CAUSAL.stream()
          .filter(target -> target.positions() == positions)
          .findFirst()
          .orElseThrow();
    }
  }

  PassRows {
    passes = List.copyOf(passes);
    wide = List.copyOf(wide);
  }

  List<Row> rows() {
    return Stream.of(
            passes.stream().map(pass -> pass.full().leads(FULL_LEAD, FULL_SHARE)),
            passes.stream()
                .map(pass ->
                    pass.causal().leads(CausalTarget.of(pass.positions()).lead(), CAUSAL_SHARE)),
            passes.stream().map(PassRows::causalOverFull),
            Stream.concat(passes.stream(), wide.stream())
                .filter(pass -> pass.positions() >= LONG)
                .map(pass -> pass.full().fills(MachineFacts.isIntel() ? 0.68 : 0.8)))
        .flatMap(rows -> rows)
        .toList();
  }

  private static Row causalOverFull(Passes pass) {
    double most = CausalTarget.of(pass.positions()).overFull();
    return Row.alone(
        "causal, time against the full pass, S = %d".formatted(pass.positions()),
        Figures.times(pass.causalOverFull()),
        "≤ " + Figures.times(most),
        Verdict.of(pass.causalOverFull() <= most));
  }

  BarChart chart() {
    String peer = passes.getFirst().full().contest().peer().isPresent() ? "PyTorch" : "(no peer)";
    return new BarChart(
        "Attention in float32, [1, 12, S, 64], 2 threads",
        "GFLOP/s",
        List.of("Blick, full", peer + ", full", "Blick, causal", peer + ", causal"),
        passes.stream().map(PassRows::group).toList(),
        new BarChart.Level("FMA peak", peak()));
  }

  private static BarChart.Group group(Passes pass) {
    List<Double> values = Stream.of(pass.full(), pass.causal())
        .flatMap(outcome -> Stream.of(
            outcome.rate(outcome.contest().ours()),
            outcome.contest().peer().map(outcome::rate).orElse(Double.NaN)))
        .toList();
    return new BarChart.Group("S = " + pass.positions(), values);
  }

  private double peak() {
    return passes.stream()
        .mapToDouble(pass -> pass.full().rate(pass.full().contest().roof()))
        .max()
        .orElseThrow();
  }
}
