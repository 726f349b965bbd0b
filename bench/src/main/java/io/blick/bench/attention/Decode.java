package io.blick.bench.attention;

import io.blick.bench.comparison.Comparison;
import io.blick.bench.comparison.ComparisonResult;
import io.blick.bench.machine.ReadBandwidth;
import io.blick.bench.peer.Peer;
import io.blick.bench.peer.PeerSide;
import io.blick.bench.report.TargetRow;
import io.blick.bench.run.Session;
import io.blick.bench.timing.InterleavedRounds;
import io.blick.core.attention.AttentionOptions;
import io.blick.core.tensor.Parallel;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A decoding step: one query on many keys, which is bound by reading keys and values. */
final class Decode {
  private static final double LEAST_SPEEDUP = 1.1;
  private static final double LEAST_SHARE = 0.9;
  private static final List<Shape> SHAPES =
      List.of(new Shape(1, 4096, 32, 32, 64), new Shape(1, 4096, 32, 8, 64));

  private Decode() {}

  static List<TargetRow> rows(Session session, Parallel parallel, Optional<Peer> peer) {
    return SHAPES.stream()
        .map(shape -> measure(shape, session, parallel, peer))
        .flatMap(
            result -> Stream.of(result.speedupRow(LEAST_SPEEDUP), result.shareRow(LEAST_SHARE)))
        .toList();
  }

  private static ComparisonResult measure(
      Shape shape, Session session, Parallel parallel, Optional<Peer> peer) {
    String name = "one query, S = %d, %d/%d heads, D = %d"
        .formatted(shape.keys(), shape.heads(), shape.keyHeads(), shape.dim());
    session.note("attention: " + name);
    Inputs inputs = Inputs.random(shape);
    AttentionWork work = new AttentionWork(inputs, AttentionOptions.full(shape.dim()), parallel);
    Optional<PeerSide> peerSide = peer.map(process -> inputs.load(process, "full"));
    peerSide.ifPresent(work::compare);
    Comparison comparison = new Comparison(
        name,
        shape.keyBytes(),
        work.side("Blick"),
        peerSide,
        new ReadBandwidth(parallel, shape.keyBytes()));
    ComparisonResult result = new ComparisonResult(
        comparison, new InterleavedRounds(comparison.sides(), session.effort()).run());
    peerSide.ifPresent(PeerSide::drop);
    return result;
  }
}
