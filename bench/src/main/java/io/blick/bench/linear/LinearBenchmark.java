package io.blick.bench.linear;

import io.blick.bench.comparison.Comparison;
import io.blick.bench.comparison.ComparisonResult;
import io.blick.bench.comparison.RunFacts;
import io.blick.bench.machine.FmaPeak;
import io.blick.bench.machine.ReadBandwidth;
import io.blick.bench.machine.Roof;
import io.blick.bench.peer.Peer;
import io.blick.bench.peer.PeerSide;
import io.blick.bench.report.Report;
import io.blick.bench.report.TargetRow;
import io.blick.bench.run.Benchmark;
import io.blick.bench.run.Session;
import io.blick.bench.timing.InterleavedRounds;
import io.blick.core.tensor.Parallel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The matrix product of {@code Ops} against PyTorch's, which is MKL's. */
public final class LinearBenchmark implements Benchmark {
  private static final double LEAST_SPEEDUP = 0.95;
  private static final double LEAST_SHARE = 0.9;
  private static final List<Product.Sizes> MANY_ROWS = List.of(
      new Product.Sizes(512, 512, 512),
      new Product.Sizes(128, 1536, 384),
      new Product.Sizes(512, 3072, 768));
  private static final List<Product.Sizes> ONE_ROW =
      List.of(new Product.Sizes(1, 768, 3072), new Product.Sizes(1, 768, 119_547));
  private static final String INTRODUCTION = """
      x Wᵀ + b in float32 on two threads, rows × inputs × outputs. Blick,
      `torch.nn.functional.linear` and the roof (a loop of nothing but fused multiply-adds, or for a
      single row a plain read of as many bytes as W has) take turns in one run, on the same numbers.
      GFLOP/s = 2 · rows · inputs · outputs / time; GB/s = bytes of W / time. Blick's W is packed
      before, as a model's is when it is opened; in rows that say *W as stored* it is not.
      """;

  /** Creates the benchmark. */
  public LinearBenchmark() {}

  @Override
  public String name() {
    return "linear";
  }

  @Override
  public String summary() {
    return "the matrix product against MKL's, through PyTorch";
  }

  @Override
  public Report run(Session session) {
    Optional<Peer> peer = Peer.start(session, "linear.py");
    try (Parallel parallel = new Parallel(Session.THREADS)) {
      List<TargetRow> rows = new ArrayList<>();
      for (Product.Weights weights : Product.Weights.values()) {
        for (Product.Sizes sizes : MANY_ROWS) {
          Roof peak = new FmaPeak(parallel);
          rows.add(measure(session, sizes, weights, sizes.flops(), peak, parallel, peer)
              .speedupRow(LEAST_SPEEDUP));
        }
        for (Product.Sizes sizes : ONE_ROW) {
          Roof read = new ReadBandwidth(parallel, sizes.weightBytes());
          double bytes = sizes.weightBytes();
          rows.add(
              measure(session, sizes, weights, bytes, read, parallel, peer).shareRow(LEAST_SHARE));
        }
      }
      return new Report(
          "Matrix product",
          INTRODUCTION,
          RunFacts.of(session, name(), peer),
          List.of(TargetRow.table("Targets", rows)),
          Optional.empty());
    } finally {
      peer.ifPresent(Peer::close);
    }
  }

  private static ComparisonResult measure(
      Session session,
      Product.Sizes sizes,
      Product.Weights weights,
      double amount,
      Roof roof,
      Parallel parallel,
      Optional<Peer> peer) {
    try (Product product = new Product(sizes, weights, parallel)) {
      session.note("linear: " + product.name());
      Optional<PeerSide> peerSide = peer.map(product::load);
      Comparison comparison =
          new Comparison(product.name(), amount, product.side(), peerSide, roof);
      ComparisonResult result = new ComparisonResult(
          comparison, new InterleavedRounds(comparison.sides(), session.effort()).run());
      peerSide.ifPresent(PeerSide::drop);
      return result;
    }
  }
}
