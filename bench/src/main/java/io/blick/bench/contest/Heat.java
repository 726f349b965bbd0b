package io.blick.bench.contest;

import io.blick.bench.peer.PeerSide;
import io.blick.bench.report.Figures;
import io.blick.bench.report.Row;
import io.blick.bench.report.Verdict;
import io.blick.bench.run.Session;
import io.blick.bench.turns.Rounds;
import io.blick.bench.turns.Side;
import io.blick.bench.turns.Timings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A work without a roof, as whole models are: the times of two sides.
 *
 * @param ours Blick
 * @param peer the other, if there is one
 * @param texts in a call
 * @param timings of both
 */
public record Heat(Side ours, Optional<PeerSide> peer, int texts, Timings timings) {

  /** Lets both have their turns. */
  public static Heat run(Session session, Side ours, Optional<PeerSide> peer, int texts) {
    List<Side> sides = new ArrayList<>(List.of(ours));
    peer.ifPresent(sides::add);
    return new Heat(ours, peer, texts, new Rounds(sides, session.effort()).run());
  }

  /** Returns the line of a table whose target is to be so many times as fast as the peer. */
  public Row leads(String work, double least) {
    Verdict verdict = peer.map(_ -> Verdict.of(lead() >= least)).orElse(Verdict.NOT_RUN);
    return row(work, "≥ " + Figures.times(least), verdict);
  }

  private double lead() {
    return peer.map(side -> timings.ratio(side, ours)).orElse(Double.NaN);
  }

  private Row row(String work, String target, Verdict verdict) {
    return new Row(
        work,
        speed(ours),
        peer.map(this::speed).orElse(Row.NOTHING),
        peer.map(_ -> Figures.times(lead())).orElse(Row.NOTHING),
        target,
        verdict);
  }

  private String speed(Side side) {
    double nanos = timings.nanos(side);
    return "%s, %s/s".formatted(Figures.millis(nanos), Figures.threeDigits(1e9 * texts / nanos));
  }
}
