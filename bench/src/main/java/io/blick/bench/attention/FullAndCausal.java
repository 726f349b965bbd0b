package io.blick.bench.attention;

import io.blick.bench.comparison.Comparison;
import io.blick.bench.comparison.ComparisonResult;
import io.blick.bench.machine.FmaPeak;
import io.blick.bench.machine.Roof;
import io.blick.bench.peer.Peer;
import io.blick.bench.peer.PeerSide;
import io.blick.bench.run.Session;
import io.blick.bench.timing.InterleavedRounds;
import io.blick.bench.timing.Side;
import io.blick.bench.timing.Timings;
import io.blick.core.attention.AttentionOptions;
import io.blick.core.tensor.Parallel;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Full and causal self-attention of one length, measured in the same rounds.
 *
 * @param positions the length, S
 * @param full every query attends to every key
 * @param causal each query attends to itself and the positions before it
 */
record FullAndCausal(int positions, ComparisonResult full, ComparisonResult causal) {

  static FullAndCausal measure(
      Session session, Parallel parallel, Optional<Peer> peer, int positions, int dim) {
    session.note("attention: %d positions, D = %d".formatted(positions, dim));
    Inputs inputs = Inputs.random(Shape.text(positions, dim));
    Roof peak = new FmaPeak(parallel);
    Comparison full = comparison(inputs, "full", peak, parallel, peer);
    Comparison causal = comparison(inputs, "causal", peak, parallel, peer);
    Set<Side> sides = new LinkedHashSet<>(full.sides());
    sides.addAll(causal.sides());
    Timings timings = new InterleavedRounds(List.copyOf(sides), session.effort()).run();
    List.of(full, causal).forEach(comparison -> comparison.peer().ifPresent(PeerSide::drop));
    return new FullAndCausal(
        positions, new ComparisonResult(full, timings), new ComparisonResult(causal, timings));
  }

  private static Comparison comparison(
      Inputs inputs, String mask, Roof peak, Parallel parallel, Optional<Peer> peer) {
    Shape shape = inputs.shape();
    boolean causal = mask.equals("causal");
    AttentionOptions options =
        causal ? AttentionOptions.causal(shape.dim()) : AttentionOptions.full(shape.dim());
    AttentionWork work = new AttentionWork(inputs, options, parallel);
    Optional<PeerSide> peerSide = peer.map(process -> inputs.load(process, mask));
    peerSide.ifPresent(work::compare);
    return new Comparison(
        "%s, S = %d, D = %d".formatted(mask, shape.keys(), shape.dim()),
        causal ? shape.flops() / 2 : shape.flops(),
        work.side(mask),
        peerSide,
        peak);
  }

  /** Returns the time of the causal pass over that of the full one. */
  double causalTimeOverFull() {
    return full.timings().ratio(causal.comparison().ours(), full.comparison().ours());
  }
}
