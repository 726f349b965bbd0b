package io.blick.bench.comparison;

import io.blick.bench.machine.Roof;
import io.blick.bench.peer.PeerSide;
import io.blick.bench.timing.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A comparison of Blick with a peer, if there is one, and with the machine's roof, on one work.
 *
 * @param work its name in tables
 * @param amount the operations or bytes of a call, as the roof counts them
 * @param ours Blick's side
 * @param peer the peer's side
 * @param roof the most that the machine can do
 */
public record Comparison(
    String work, double amount, Side ours, Optional<PeerSide> peer, Roof roof) {

  /** Returns the sides that take turns. */
  public List<Side> sides() {
    List<Side> sides = new ArrayList<>(List.of(roof, ours));
    peer.ifPresent(sides::add);
    return sides;
  }
}
