package io.blick.bench.comparison;

import io.blick.bench.report.Figures;
import io.blick.bench.report.TargetRow;
import io.blick.bench.report.Verdict;
import io.blick.bench.timing.Side;
import io.blick.bench.timing.Timings;

/**
 * The result of a comparison: speeds, the share of the roof, the speedup over the peer.
 *
 * @param comparison its sides
 * @param timings the times of every side
 */
public record ComparisonResult(Comparison comparison, Timings timings) {

  /** Returns the speed of a side in the roof's unit: amount / nanoseconds of a call. */
  public double rate(Side side) {
    double amount =
        side.equals(comparison.roof()) ? comparison.roof().amount() : comparison.amount();
    return amount / timings.nanos(side);
  }

  /** Returns Blick's speed over that of the roof. */
  public double share() {
    return comparison.amount()
        / comparison.roof().amount()
        * timings.ratio(comparison.roof(), comparison.ours());
  }

  /** Returns the speedup over the peer, its time over Blick's; NaN without a peer. */
  public double speedup() {
    return comparison.peer().map(peer -> timings.ratio(peer, comparison.ours())).orElse(Double.NaN);
  }

  /** Returns the row whose target is a speedup over the peer. */
  public TargetRow speedupRow(double least) {
    return row("≥ " + Figures.times(least), verdict(least, Double.POSITIVE_INFINITY));
  }

  /**
   * Returns the row whose target is a speedup over the peer or a share of the roof: one of them is
   * enough.
   */
  public TargetRow speedupOrShareRow(double leastSpeedup, double leastShare) {
    String target = "≥ %s, or %s of %s"
        .formatted(
            Figures.times(leastSpeedup),
            Figures.percent(leastShare),
            comparison.roof().name());
    return row(target, verdict(leastSpeedup, leastShare));
  }

  /** Returns the row whose target is a share of the roof. */
  public TargetRow shareRow(double least) {
    String target =
        "≥ %s of %s".formatted(Figures.percent(least), comparison.roof().name());
    return row(target, Verdict.of(share() >= least));
  }

  /** Returns the row without a target. */
  public TargetRow row() {
    return row(TargetRow.NO_FIGURE, Verdict.NONE);
  }

  private Verdict verdict(double leastSpeedup, double leastShare) {
    if (speedup() >= leastSpeedup || share() >= leastShare) {
      return Verdict.MET;
    }
    return comparison.peer().isPresent() ? Verdict.MISSED : Verdict.NOT_RUN;
  }

  private TargetRow row(String target, Verdict verdict) {
    String ours = "%s, %s of %s"
        .formatted(speed(comparison.ours()), Figures.percent(share()), speed(comparison.roof()));
    return new TargetRow(
        comparison.work(),
        ours,
        comparison.peer().map(this::speed).orElse(TargetRow.NO_FIGURE),
        comparison.peer().map(_ -> Figures.times(speedup())).orElse(TargetRow.NO_FIGURE),
        target,
        verdict);
  }

  private String speed(Side side) {
    return Figures.threeDigits(rate(side)) + " " + comparison.roof().unit();
  }
}
