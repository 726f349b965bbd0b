package io.blick.bench.minilm;

import io.blick.bench.comparison.ModelTimes;
import io.blick.bench.comparison.RunFacts;
import io.blick.bench.peer.OnnxFile;
import io.blick.bench.peer.Peer;
import io.blick.bench.peer.PeerSide;
import io.blick.bench.peer.RawFile;
import io.blick.bench.report.Report;
import io.blick.bench.report.TargetRow;
import io.blick.bench.run.Benchmark;
import io.blick.bench.run.Session;
import io.blick.bench.text.TextBatches;
import io.blick.bench.timing.BlickSide;
import io.blick.core.nn.EagerOps;
import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.Tensor;
import io.blick.hub.Hub;
import io.blick.models.Models;
import io.blick.models.text.Batch;
import io.blick.models.text.TextHead;
import io.blick.models.text.TextModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** MiniLM's sentence embeddings against ONNX Runtime, with the same weights. */
public final class MiniLmBenchmark implements Benchmark {
  private static final String MODEL = "all-MiniLM-L6-v2";
  private static final String SENTENCE = "The cat that my neighbour owns chased the mouse.";
  private static final String INTRODUCTION = """
      all-MiniLM-L6-v2 in float32 on two threads, warm. Blick goes from ids to sentence embeddings;
      ONNX Runtime, with its input and output bound to memory once, from the same ids to the last
      hidden states, whose mean is taken outside the timing. Both take turns in one run. Behind the
      time of a call stand the texts in a second.
      """;

  /** The batch of a row, and the speedup that is its target. */
  private record Size(int texts, int pieces, double leastSpeedup) {}

  private static final List<Size> SIZES =
      List.of(new Size(1, 16, 1.0), new Size(1, 128, 1.0), new Size(32, 128, 1.15));

  /** Creates the benchmark. */
  public MiniLmBenchmark() {}

  @Override
  public String name() {
    return "minilm";
  }

  @Override
  public String summary() {
    return "MiniLM's sentence embeddings against ONNX Runtime";
  }

  @Override
  public Report run(Session session) {
    Path folder = Hub.open().path(MODEL);
    Optional<Peer> peer = OnnxFile.of(session, MODEL)
        .flatMap(onnx -> Peer.start(session, "minilm.py", onnx.toString()));
    try (Parallel parallel = new Parallel(Session.THREADS);
        TextModel model = Models.open(folder)) {
      List<TargetRow> rows = new ArrayList<>();
      for (Size size : SIZES) {
        rows.addAll(measure(session, size, model, parallel, peer));
      }
      return new Report(
          "MiniLM",
          INTRODUCTION,
          RunFacts.of(session, name(), peer),
          List.of(TargetRow.table("Targets", rows)),
          Optional.empty());
    } finally {
      peer.ifPresent(Peer::close);
    }
  }

  private static List<TargetRow> measure(
      Session session, Size size, TextModel model, Parallel parallel, Optional<Peer> peer) {
    String work = "%d × %d pieces".formatted(size.texts(), size.pieces());
    session.note("minilm: " + work);
    Batch batch = TextBatches.of(model.tokenizer(), SENTENCE, size.texts(), size.pieces());
    TextHead.SentenceHead head = model.head(TextHead.SentenceHead.class).orElseThrow();
    try (EagerOps ops = EagerOps.on(parallel)) {
      Optional<PeerSide> peerSide = peer.map(process -> load(process, batch));
      BlickSide ours = new BlickSide("Blick", () -> {
        head.embed(ops, model.forward(ops, batch).getLast(), batch);
        ops.reset();
      });
      ModelTimes times = ModelTimes.measure(session, ours, peerSide, size.texts());
      Tensor embedding = head.embed(ops, model.forward(ops, batch).getLast(), batch);
      List<TargetRow> rows = new ArrayList<>(List.of(times.speedupRow(work, size.leastSpeedup())));
      peerSide.ifPresent(side -> rows.add(
          CosineSimilarity.of(embedding, side.result(embedding.sizes())).row(work)));
      peerSide.ifPresent(PeerSide::drop);
      return rows;
    }
  }

  private static PeerSide load(Peer peer, Batch batch) {
    Path ids = RawFile.write(peer.folder().resolve("ids"), batch.ids());
    // All texts have the same length.
    return peer.load("texts", ids, batch.texts(), batch.longest());
  }
}
