package io.blick.bench.comparison;

import io.blick.bench.machine.MachineFacts;
import io.blick.bench.peer.Peer;
import io.blick.bench.run.Effort;
import io.blick.bench.run.Session;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The facts of a run that a reader needs to repeat it: command, date, machine, software. */
public final class RunFacts {
  private RunFacts() {}

  /**
   * Returns the facts: values by their names.
   *
   * @param name the name of the benchmark on the command line
   */
  public static Map<String, String> of(Session session, String name, Optional<Peer> peer) {
    return of(session, name, peer.stream().toList());
  }

  /**
   * Returns the facts of a run against several peers.
   *
   * @param name the name of the benchmark on the command line
   */
  public static Map<String, String> of(Session session, String name, List<Peer> peers) {
    String command = switch (session.effort()) {
      case QUICK -> "`./blick bench %s --quick` (too short for its figures to mean anything)";
      case FULL -> "`./blick bench %s`";
    };
    Effort effort = session.effort();
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("command", command.formatted(name));
    facts.put("date", LocalDate.now(ZoneOffset.UTC).toString());
    facts.put("machine", MachineFacts.processor() + "; " + MachineFacts.system());
    facts.put("Blick", MachineFacts.virtualMachine() + ", %d threads".formatted(Session.THREADS));
    String described = peers.stream().map(Peer::description).collect(Collectors.joining("; "));
    facts.put("peer", peers.isEmpty() ? "none here; bench/peers/setup.sh adds it" : described);
    facts.put(
        "turns",
        "%d rounds of at least %d ms a side; medians, and medians of the rounds' ratios"
            .formatted(effort.rounds(), effort.turn().toMillis()));
    return facts;
  }
}
