package io.blick.bench.contest;

import io.blick.bench.report.Figures;
import io.blick.bench.report.Row;
import io.blick.bench.report.Verdict;
import io.blick.bench.turns.Side;
import io.blick.bench.turns.Timings;

/**
 * How a contest ended.
 *
 * @param contest who took part
 * @param timings of every side
 */
public record Outcome(Contest contest, Timings timings) {

  /** Returns how much a side does in a nanosecond, in the roof's unit. */
  public double rate(Side side) {
    double amount = side.equals(contest.roof()) ? contest.roof().amount() : contest.amount();
    return amount / timings.nanos(side);
  }

  /** Returns Blick's share of what the machine can do. */
  public double share() {
    return contest.amount()
        / contest.roof().amount()
        * timings.ratio(contest.roof(), contest.ours());
  }

  /** Returns how many times as fast as the peer Blick is; NaN without a peer. */
  public double lead() {
    return contest.peer().map(peer -> timings.ratio(peer, contest.ours())).orElse(Double.NaN);
  }

  /** Returns the line of a table whose target is to be so many times as fast as the peer. */
  public Row leads(double lead) {
    return row("≥ " + Figures.times(lead), verdict(lead, Double.POSITIVE_INFINITY));
  }

  /**
   * Returns the line of a table whose target is to be so many times as fast as the peer, or to
   * reach a share of the roof where that is less.
   */
  public Row leads(double lead, double enough) {
    String target = "≥ %s, or %s of %s"
        .formatted(Figures.times(lead), Figures.percent(enough), contest.roof().name());
    return row(target, verdict(lead, enough));
  }

  /** Returns the line of a table whose target is a share of the roof. */
  public Row fills(double share) {
    String target =
        "≥ %s of %s".formatted(Figures.percent(share), contest.roof().name());
    return row(target, Verdict.of(share() >= share));
  }

  /** Returns the line of a table without a target. */
  public Row row() {
    return row(Row.NOTHING, Verdict.NONE);
  }

  private Verdict verdict(double lead, double enough) {
    if (lead() >= lead || share() >= enough) {
      return Verdict.MET;
    }
    return contest.peer().isPresent() ? Verdict.MISSED : Verdict.NOT_RUN;
  }

  private Row row(String target, Verdict verdict) {
    String ours = "%s, %s of %s"
        .formatted(speed(contest.ours()), Figures.percent(share()), speed(contest.roof()));
    return new Row(
        contest.work(),
        ours,
        contest.peer().map(this::speed).orElse(Row.NOTHING),
        contest.peer().map(_ -> Figures.times(lead())).orElse(Row.NOTHING),
        target,
        verdict);
  }

  private String speed(Side side) {
    return Figures.threeDigits(rate(side)) + " " + contest.roof().unit();
  }
}
