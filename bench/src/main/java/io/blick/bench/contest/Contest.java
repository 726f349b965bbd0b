package io.blick.bench.contest;

import io.blick.bench.machine.Roof;
import io.blick.bench.peer.PeerSide;
import io.blick.bench.turns.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One work, done by Blick, by a peer if there is one, and measured against what the machine can do.
 *
 * @param work its name in tables
 * @param amount what a call does, in the roof's unit times a nanosecond
 * @param ours Blick
 * @param peer the other
 * @param roof the most that can be done
 */
public record Contest(String work, double amount, Side ours, Optional<PeerSide> peer, Roof roof) {

  /** Returns those that take turns. */
  public List<Side> sides() {
    List<Side> sides = new ArrayList<>(List.of(roof, ours));
    peer.ifPresent(sides::add);
    return sides;
  }
}
