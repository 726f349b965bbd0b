package io.blick.bench.attention;

import io.blick.bench.machine.MachineFacts;
import io.blick.bench.report.BarChart;
import io.blick.bench.report.Figures;
import io.blick.bench.report.TargetRow;
import io.blick.bench.report.Verdict;
import java.util.List;
import java.util.stream.Stream;

/**
 * The rows of full and causal self-attention, with their targets.
 *
 * @param passes those of D = 64, by ascending length
 * @param wide those of D = 128
 */
record FullAndCausalRows(List<FullAndCausal> passes, List<FullAndCausal> wide) {
  private static final double FULL_SPEEDUP = 1.3;
  private static final double FULL_SHARE = 0.82;
  private static final double CAUSAL_SHARE = 0.78;
  private static final List<CausalTarget> CAUSAL = List.of(
      new CausalTarget(128, 1.8, 0.85),
      new CausalTarget(512, 1.8, 0.64),
      new CausalTarget(2048, 1.4, 0.55),
      new CausalTarget(8192, 1.3, 0.53));
  // From this length on, what is not a product takes a small part of the time.
  private static final int LONG = 2048;

  /**
   * The targets of a causal pass.
   *
   * @param positions its length
   * @param speedup the least speedup over the peer
   * @param timeOverFull the largest time over that of the full pass
   */
  private record CausalTarget(int positions, double speedup, double timeOverFull) {
    static CausalTarget of(int positions) {
      return CAUSAL.stream()
          .filter(target -> target.positions() == positions)
          .findFirst()
          .orElseThrow();
    }
  }

  FullAndCausalRows {
    passes = List.copyOf(passes);
    wide = List.copyOf(wide);
  }

  List<TargetRow> rows() {
    return Stream.of(
            passes.stream().map(pass -> pass.full().speedupOrShareRow(FULL_SPEEDUP, FULL_SHARE)),
            passes.stream()
                .map(pass -> pass.causal()
                    .speedupOrShareRow(CausalTarget.of(pass.positions()).speedup(), CAUSAL_SHARE)),
            passes.stream().map(FullAndCausalRows::causalTimeRow),
            Stream.concat(passes.stream(), wide.stream())
                .filter(pass -> pass.positions() >= LONG)
                .map(pass -> pass.full().shareRow(MachineFacts.isIntel() ? 0.68 : 0.8)))
        .flatMap(rows -> rows)
        .toList();
  }

  private static TargetRow causalTimeRow(FullAndCausal pass) {
    double most = CausalTarget.of(pass.positions()).timeOverFull();
    return TargetRow.withoutPeer(
        "causal, time against the full pass, S = %d".formatted(pass.positions()),
        Figures.times(pass.causalTimeOverFull()),
        "≤ " + Figures.times(most),
        Verdict.of(pass.causalTimeOverFull() <= most));
  }

  BarChart chart() {
    String peer =
        passes.getFirst().full().comparison().peer().isPresent() ? "PyTorch" : "(no peer)";
    return new BarChart(
        "Attention in float32, [1, 12, S, 64], 2 threads",
        "GFLOP/s",
        List.of("Blick, full", peer + ", full", "Blick, causal", peer + ", causal"),
        passes.stream().map(FullAndCausalRows::group).toList(),
        new BarChart.Level("FMA peak", peak()));
  }

  private static BarChart.Group group(FullAndCausal pass) {
    List<Double> values = Stream.of(pass.full(), pass.causal())
        .flatMap(result -> Stream.of(
            result.rate(result.comparison().ours()),
            result.comparison().peer().map(result::rate).orElse(Double.NaN)))
        .toList();
    return new BarChart.Group("S = " + pass.positions(), values);
  }

  private double peak() {
    return passes.stream()
        .mapToDouble(pass -> pass.full().rate(pass.full().comparison().roof()))
        .max()
        .orElseThrow();
  }
}
