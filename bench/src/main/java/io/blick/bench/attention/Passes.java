package io.blick.bench.attention;

import io.blick.bench.contest.Contest;
import io.blick.bench.contest.Outcome;
import io.blick.bench.machine.FmaPeak;
import io.blick.bench.machine.Roof;
import io.blick.bench.peer.Peer;
import io.blick.bench.peer.PeerSide;
import io.blick.bench.run.Session;
import io.blick.bench.turns.Rounds;
import io.blick.bench.turns.Side;
import io.blick.bench.turns.Timings;
import io.blick.core.attention.AttentionOptions;
import io.blick.core.tensor.Parallel;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A text that attends to itself, to all of it and causally, in the same rounds.
 *
 * @param positions how long it is
 * @param full every query looks at every key
 * @param causal each query looks at itself and what is before it
 */
record Passes(int positions, Outcome full, Outcome causal) {

  static Passes measure(
      Session session, Parallel parallel, Optional<Peer> peer, int positions, int dim) {
    session.note("attention: %d positions, D = %d".formatted(positions, dim));
    Inputs inputs = Inputs.random(Shape.text(positions, dim));
    Roof peak = new FmaPeak(parallel);
    Contest full = contest(inputs, "full", peak, parallel, peer);
    Contest causal = contest(inputs, "causal", peak, parallel, peer);
    Set<Side> sides = new LinkedHashSet<>(full.sides());
    sides.addAll(causal.sides());
    Timings timings = new Rounds(List.copyOf(sides), session.effort()).run();
    List.of(full, causal).forEach(contest -> contest.peer().ifPresent(PeerSide::drop));
    return new Passes(positions, new Outcome(full, timings), new Outcome(causal, timings));
  }

  private static Contest contest(
      Inputs inputs, String mask, Roof peak, Parallel parallel, Optional<Peer> peer) {
    Shape shape = inputs.shape();
    boolean causal = mask.equals("causal");
    AttentionOptions options =
        causal ? AttentionOptions.causal(shape.dim()) : AttentionOptions.full(shape.dim());
    Work work = new Work(inputs, options, parallel);
    Optional<PeerSide> other = peer.map(process -> inputs.load(process, mask));
    other.ifPresent(work::compare);
    return new Contest(
        "%s, S = %d, D = %d".formatted(mask, shape.keys(), shape.dim()),
        causal ? shape.flops() / 2 : shape.flops(),
        work.side(mask),
        other,
        peak);
  }

  /** Returns the time of a causal pass over that of a full one. */
  double causalOverFull() {
    return full.timings().ratio(causal.contest().ours(), full.contest().ours());
  }
}
