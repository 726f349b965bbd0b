package io.blick.bench.attention;

import io.blick.bench.comparison.RunFacts;
import io.blick.bench.peer.Peer;
import io.blick.bench.report.Report;
import io.blick.bench.report.TargetRow;
import io.blick.bench.run.Benchmark;
import io.blick.bench.run.Session;
import io.blick.core.tensor.Parallel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Attention against PyTorch's. */
public final class AttentionBenchmark implements Benchmark {
  private static final List<Integer> POSITIONS = List.of(128, 512, 2048, 8192);
  private static final List<Integer> WIDE_POSITIONS = List.of(2048, 8192);
  private static final String INTRODUCTION = """
      softmax(q kᵀ / √D) v in float32 on two threads. Blick, PyTorch's
      `scaled_dot_product_attention` (float32 precision *highest*, inference mode) and a loop of
      nothing but fused multiply-adds take turns in one run, on the same numbers; what Blick and
      PyTorch compute is compared before it is timed. GFLOP/s = 4·B·H·T·S·D / time, half of it if
      causal. Without another word B = 1 and H = 12. GB/s of one query = keys and values / time,
      beside a plain read of as many bytes.
      """;

  /** Creates the benchmark. */
  public AttentionBenchmark() {}

  @Override
  public String name() {
    return "attention";
  }

  @Override
  public String summary() {
    return "attention against PyTorch's, and against what the machine can do";
  }

  @Override
  public Report run(Session session) {
    Optional<Peer> peer = Peer.start(session, "attention.py");
    try (Parallel parallel = new Parallel(Session.THREADS)) {
      FullAndCausalRows passes = new FullAndCausalRows(
          POSITIONS.stream()
              .map(positions -> FullAndCausal.measure(session, parallel, peer, positions, 64))
              .toList(),
          WIDE_POSITIONS.stream()
              .map(positions ->
                  FullAndCausal.measure(session, parallel, Optional.empty(), positions, 128))
              .toList());
      List<TargetRow> rows = new ArrayList<>(passes.rows());
      rows.addAll(Decode.rows(session, parallel, peer));
      rows.addAll(Windows.rows(session, parallel));
      rows.addAll(StatisticsCost.rows(session, parallel));
      rows.addAll(SteadyState.rows(session, parallel));
      rows.addAll(Scaling.of(session.effort()).rows(session));
      return new Report(
          "Attention",
          INTRODUCTION,
          RunFacts.of(session, name(), peer),
          List.of(TargetRow.table("Targets", rows)),
          Optional.of(passes.chart()));
    } finally {
      peer.ifPresent(Peer::close);
    }
  }
}
