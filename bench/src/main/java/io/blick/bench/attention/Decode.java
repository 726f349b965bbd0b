package io.blick.bench.attention;

import io.blick.bench.contest.Contest;
import io.blick.bench.contest.Outcome;
import io.blick.bench.machine.ReadBandwidth;
import io.blick.bench.peer.Peer;
import io.blick.bench.peer.PeerSide;
import io.blick.bench.report.Row;
import io.blick.bench.run.Session;
import io.blick.bench.turns.Rounds;
import io.blick.core.attention.AttentionOptions;
import io.blick.core.tensor.Parallel;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** One query on many keys, as when a text is written piece by piece: all is in reading the keys. */
final class Decode {
  private static final double LEAD = 1.1;
  private static final double SHARE = 0.9;
  private static final List<Shape> SHAPES =
      List.of(new Shape(1, 4096, 32, 32, 64), new Shape(1, 4096, 32, 8, 64));

  private Decode() {}

  static List<Row> rows(Session session, Parallel parallel, Optional<Peer> peer) {
    return SHAPES.stream()
        .map(shape -> measure(shape, session, parallel, peer))
        .flatMap(outcome -> Stream.of(outcome.leads(LEAD), outcome.fills(SHARE)))
        .toList();
  }

  private static Outcome measure(
      Shape shape, Session session, Parallel parallel, Optional<Peer> peer) {
    String name = "one query, S = %d, %d/%d heads, D = %d"
        .formatted(shape.keys(), shape.heads(), shape.keyHeads(), shape.dim());
    session.note("attention: " + name);
    Inputs inputs = Inputs.random(shape);
    Work work = new Work(inputs, AttentionOptions.full(shape.dim()), parallel);
    Optional<PeerSide> other = peer.map(process -> inputs.load(process, "full"));
    other.ifPresent(work::compare);
    Contest contest = new Contest(
        name,
        shape.keyBytes(),
        work.side("Blick"),
        other,
        new ReadBandwidth(parallel, shape.keyBytes()));
    Outcome outcome = new Outcome(contest, new Rounds(contest.sides(), session.effort()).run());
    other.ifPresent(PeerSide::drop);
    return outcome;
  }
}
