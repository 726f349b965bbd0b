package io.blick.bench.bert;

import io.blick.bench.comparison.Agreement;
import io.blick.bench.comparison.ModelTimes;
import io.blick.bench.comparison.RunFacts;
import io.blick.bench.peer.Peer;
import io.blick.bench.peer.PeerSide;
import io.blick.bench.peer.RawFile;
import io.blick.bench.report.Report;
import io.blick.bench.report.Table;
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
import io.blick.models.text.TextModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Multilingual BERT against Hugging Face's transformers on PyTorch, with the same weights. */
public final class BertBenchmark implements Benchmark {
  private static final String MODEL = "bert-base-multilingual-cased";
  private static final int PIECES = 128;
  /** At most twice the peer's time. */
  private static final double LEAST_SPEEDUP = 0.5;

  private static final String SENTENCE = "Katten som min granne äger jagade musen";
  private static final String INTRODUCTION = """
      bert-base-multilingual-cased in float32 on two threads, from ids to all hidden states, warm.
      Blick and transformers' `BertModel` (attention by `scaled_dot_product_attention`) read the
      same folder and the same ids, and take turns in one run.
      """;

  /** Creates the benchmark. */
  public BertBenchmark() {}

  @Override
  public String name() {
    return "bert";
  }

  @Override
  public String summary() {
    return "multilingual BERT against transformers on PyTorch, in time and in accuracy";
  }

  @Override
  public Report run(Session session) {
    Path folder = Hub.open().path(MODEL);
    Optional<Peer> peer = Peer.start(session, "bert.py", folder.toString());
    try (Parallel parallel = new Parallel(Session.THREADS);
        TextModel model = Models.open(folder)) {
      List<Table> tables = new ArrayList<>();
      tables.add(TargetRow.table("Time", List.of(time(session, model, parallel, peer))));
      Float64Errors.table(session, model, parallel, peer).ifPresent(tables::add);
      return new Report(
          "Multilingual BERT",
          INTRODUCTION,
          RunFacts.of(session, name(), peer),
          tables,
          Optional.empty());
    } finally {
      peer.ifPresent(Peer::close);
    }
  }

  private static TargetRow time(
      Session session, TextModel model, Parallel parallel, Optional<Peer> peer) {
    session.note("bert: %d pieces".formatted(PIECES));
    Batch batch = TextBatches.of(model.tokenizer(), SENTENCE, 1, PIECES);
    try (EagerOps ops = EagerOps.on(parallel)) {
      Optional<PeerSide> peerSide = peer.map(process -> load(process, batch));
      Tensor last = model.forward(ops, batch).getLast();
      peerSide.ifPresent(side -> Agreement.check("bert", last, side.result(last.sizes())));
      ops.reset();
      BlickSide ours = new BlickSide("Blick", () -> {
        model.forward(ops, batch);
        ops.reset();
      });
      return ModelTimes.measure(session, ours, peerSide, 1)
          .speedupRow("%d pieces".formatted(PIECES), LEAST_SPEEDUP);
    }
  }

  private static PeerSide load(Peer peer, Batch batch) {
    Path ids = RawFile.write(peer.folder().resolve("ids"), batch.ids());
    return peer.load("text", ids, batch.texts(), batch.longest());
  }
}
