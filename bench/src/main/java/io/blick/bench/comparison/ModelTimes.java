package io.blick.bench.comparison;

import io.blick.bench.peer.PeerSide;
import io.blick.bench.report.Figures;
import io.blick.bench.report.TargetRow;
import io.blick.bench.report.Verdict;
import io.blick.bench.run.Session;
import io.blick.bench.timing.InterleavedRounds;
import io.blick.bench.timing.Side;
import io.blick.bench.timing.Timings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The times of a whole model: Blick and a peer, without a roof.
 *
 * @param ours Blick's side
 * @param peer the peer's side, if there is a peer
 * @param texts how many a call computes
 * @param timings the times of both
 */
public record ModelTimes(Side ours, Optional<PeerSide> peer, int texts, Timings timings) {

  /** Times both sides in interleaved rounds. */
  public static ModelTimes measure(Session session, Side ours, Optional<PeerSide> peer, int texts) {
    List<Side> sides = new ArrayList<>(List.of(ours));
    peer.ifPresent(sides::add);
    return new ModelTimes(ours, peer, texts, new InterleavedRounds(sides, session.effort()).run());
  }

  /** Returns the row whose target is a speedup over the peer. */
  public TargetRow speedupRow(String work, double least) {
    Verdict verdict = peer.map(_ -> Verdict.of(speedup() >= least)).orElse(Verdict.NOT_RUN);
    return row(work, "≥ " + Figures.times(least), verdict);
  }

  private double speedup() {
    return peer.map(side -> timings.ratio(side, ours)).orElse(Double.NaN);
  }

  private TargetRow row(String work, String target, Verdict verdict) {
    return new TargetRow(
        work,
        speed(ours),
        peer.map(this::speed).orElse(TargetRow.NO_FIGURE),
        peer.map(_ -> Figures.times(speedup())).orElse(TargetRow.NO_FIGURE),
        target,
        verdict);
  }

  private String speed(Side side) {
    double nanos = timings.nanos(side);
    return "%s, %s/s".formatted(Figures.millis(nanos), Figures.threeDigits(1e9 * texts / nanos));
  }
}
