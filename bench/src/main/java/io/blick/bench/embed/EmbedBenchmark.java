package io.blick.bench.embed;

import io.blick.bench.comparison.Agreement;
import io.blick.bench.comparison.RunFacts;
import io.blick.bench.report.Report;
import io.blick.bench.report.Table;
import io.blick.bench.run.Benchmark;
import io.blick.bench.run.Session;
import io.blick.bench.timing.BlickSide;
import io.blick.bench.timing.InterleavedRounds;
import io.blick.bench.timing.Side;
import io.blick.core.nn.EagerOps;
import io.blick.core.tensor.Parallel;
import io.blick.core.tensor.Tensor;
import io.blick.hub.Hub;
import io.blick.models.task.Embedder;
import io.blick.models.text.TextModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Texts of mixed length to vectors: Blick in batches, Blick one by one, and the peers. */
public final class EmbedBenchmark implements Benchmark {
  private static final String MODEL = "all-MiniLM-L6-v2";
  private static final int BATCH = 32;
  private static final String INTRODUCTION = """
      all-MiniLM-L6-v2 in float32 on two threads, warm: 200 English texts of mixed length, in
      batches of 32. Each three sentences (every 13th of EWT's development part) have a paragraph
      behind them (every 39th text of GAP's development part). Blick and sentence-transformers go
      from texts to vectors; ONNX Runtime, with its input and output bound to memory once, from ids
      to the last hidden states, whose mean is taken outside the timing. sentence-transformers sorts
      the texts by length of its own accord. All take turns in one run. Behind the time of a call
      stand the texts in a second. Many callers are threads with one Embedder, each of which asks
      for the vector of one sentence after another, until all 150 have theirs.
      """;

  /** Creates the benchmark. */
  public EmbedBenchmark() {}

  @Override
  public String name() {
    return "embed";
  }

  @Override
  public String summary() {
    return "texts of mixed length, against ONNX Runtime and sentence-transformers";
  }

  @Override
  public Report run(Session session) {
    Path data = session.checkout().resolve("../shared/data");
    List<String> texts = MixedTexts.of(data);
    try (TextModel model = Hub.model(MODEL)) {
      EmbedWork work = EmbedWork.of(model.tokenizer(), texts);
      try (EmbedPeers peers = EmbedPeers.start(session, MODEL, work, BATCH)) {
        EmbedTimes times = measure(session, model, texts, peers);
        Table callers = callers(session, model, MixedTexts.sentences(data));
        Map<String, String> facts = RunFacts.of(session, name(), peers.processes());
        facts.put("texts", work.facts());
        return new Report(
            "Texts of mixed length",
            INTRODUCTION,
            facts,
            List.of(times.targets(), times.sides(), callers),
            Optional.empty());
      }
    }
  }

  private static EmbedTimes measure(
      Session session, TextModel model, List<String> texts, EmbedPeers peers) {
    try (Parallel parallel = new Parallel(Session.THREADS);
        EagerOps ops = EagerOps.on(parallel)) {
      BlickEmbedder batches = new BlickEmbedder(model, ops, BATCH);
      BlickEmbedder oneByOne = new BlickEmbedder(model, ops, 1);
      session.note("embed: comparing vectors");
      check(batches.embed(texts), oneByOne.embed(texts), peers);
      session.note("embed: timing");
      Side inBatches = new BlickSide("Blick, batches", () -> batches.embed(texts));
      Side single = new BlickSide("Blick, one by one", () -> oneByOne.embed(texts));
      List<Side> sides = new ArrayList<>(List.of(inBatches, single));
      sides.addAll(peers.sides().values());
      return new EmbedTimes(
          texts.size(),
          inBatches,
          single,
          peers.onnxRuntime(),
          peers.sentenceTransformers(),
          new InterleavedRounds(sides, session.effort()).run());
    }
  }

  private static Table callers(Session session, TextModel model, List<String> sentences) {
    session.note("embed: timing many callers");
    try (Embedder embedder = Embedder.of(model)) {
      ManyCallers callers = new ManyCallers(embedder, sentences);
      callers.check();
      return callers.table(new InterleavedRounds(callers.sides(), session.effort()).run());
    }
  }

  /** Checks that all sides make the same vectors. */
  private static void check(List<float[]> batches, List<float[]> oneByOne, EmbedPeers peers) {
    Tensor ours = tensor(batches);
    Agreement.check("embed, Blick one by one", ours, tensor(oneByOne));
    peers
        .sides()
        .forEach(
            (name, side) -> Agreement.check("embed, " + name, ours, side.result(ours.sizes())));
  }

  /** Returns vectors as one tensor (N, C). */
  private static Tensor tensor(List<float[]> vectors) {
    int width = vectors.getFirst().length;
    float[] all = new float[vectors.size() * width];
    for (int i = 0; i < vectors.size(); i++) {
      System.arraycopy(vectors.get(i), 0, all, i * width, width);
    }
    return Tensor.of(all, vectors.size(), width);
  }
}
