package io.blick.bench.contest;

import io.blick.bench.machine.MachineFacts;
import io.blick.bench.peer.Peer;
import io.blick.bench.run.Effort;
import io.blick.bench.run.Session;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** What a reader must know of a run to repeat it. */
public final class Facts {
  private Facts() {}

  /**
   * Returns the facts, a line each.
   *
   * @param name the benchmark's
   */
  public static List<String> of(Session session, String name, Optional<Peer> peer) {
    String command = switch (session.effort()) {
      case QUICK -> "`./blick bench %s --quick` (too short for its figures to mean anything)";
      case FULL -> "`./blick bench %s`";
    };
    Effort effort = session.effort();
    return List.of(
        "command: " + command.formatted(name),
        "date: " + LocalDate.now(ZoneOffset.UTC),
        "machine: " + MachineFacts.processor() + "; " + MachineFacts.system(),
        "Blick: " + MachineFacts.virtualMachine() + ", %d threads".formatted(Session.THREADS),
        "peer: " + peer.map(Peer::description).orElse("none here; bench/peers/setup.sh adds it"),
        "turns: %d rounds of at least %d ms a side; medians, and medians of the rounds' ratios"
            .formatted(effort.rounds(), effort.turn().toMillis()));
  }
}
