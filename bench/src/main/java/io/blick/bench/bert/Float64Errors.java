package io.blick.bench.bert;

import io.blick.bench.peer.Peer;
import io.blick.bench.report.Figures;
import io.blick.bench.report.Table;
import io.blick.bench.report.TargetRow;
import io.blick.bench.run.Session;
import io.blick.bench.timing.Timings;
import io.blick.core.tensor.Parallel;
import io.blick.models.format.safetensors.Safetensors;
import io.blick.models.text.TextModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** The errors of Blick's float32 and the peer's, against float64. */
final class Float64Errors {
  private static final String NOTE = """
      How far both are from float64 (../shared/golden). Here transformers computes its attention
      with `eager`, the only way it has to show weights. Blick's results are the same bits on every
      machine (docs/numerics.md).""";

  private final List<String> texts = new ArrayList<>();
  private final List<Integer> pieces = new ArrayList<>();
  private final List<LargestErrors> ours = new ArrayList<>();
  private final List<LargestErrors> peers = new ArrayList<>();

  private Float64Errors() {}

  /**
   * Returns the table; empty, with a note, where the float64 values are not beside the checkout.
   */
  static Optional<Table> table(
      Session session, TextModel model, Parallel parallel, Optional<Peer> peer) {
    Path file = session.checkout().resolve("../shared/golden/" + model.name() + ".safetensors");
    if (!Files.exists(file)) {
      session.note("no comparison with float64: there is no " + file);
      return Optional.empty();
    }
    session.note("comparing with float64");
    Float64Errors errors = new Float64Errors();
    try (Safetensors golden = Safetensors.open(file)) {
      errors.addOurs(model, parallel, golden);
      peer.ifPresent(process -> errors.addPeers(process, file, golden));
    }
    return Optional.of(errors.table());
  }

  private void addOurs(TextModel model, Parallel parallel, Safetensors golden) {
    for (String text : golden.metadata().keySet()) {
      BlickResults results = new BlickResults();
      results.add(model, parallel, text, golden::tensor);
      texts.add(text);
      pieces.add(Math.toIntExact(golden.tensor(text + ".ids").count()));
      ours.add(LargestErrors.of(text, golden::tensor, results::tensor));
    }
  }

  private void addPeers(Peer peer, Path file, Safetensors golden) {
    Path results = peer.folder().resolve("results");
    peer.load("golden", file.toAbsolutePath(), results);
    try (Safetensors computed = Safetensors.open(results)) {
      for (String text : texts) {
        peers.add(LargestErrors.of(text, golden::tensor, computed::tensor));
      }
    }
  }

  private Table table() {
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      rows.add(row(texts.get(i), pieces.get(i).toString(), i));
    }
    rows.add(List.of(
        "**median**",
        "",
        median(ours, LargestErrors::weights),
        median(peers, LargestErrors::weights),
        median(ours, LargestErrors::hidden),
        median(peers, LargestErrors::hidden)));
    return new Table(
        "Largest differences from float64",
        NOTE,
        List.of(
            "text", "pieces", "weights, Blick", "weights, peer", "hidden, Blick", "hidden, peer"),
        rows);
  }

  private List<String> row(String text, String count, int i) {
    return List.of(
        text,
        count,
        Figures.difference(ours.get(i).weights()),
        peers.isEmpty() ? TargetRow.NO_FIGURE : Figures.difference(peers.get(i).weights()),
        Figures.difference(ours.get(i).hidden()),
        peers.isEmpty() ? TargetRow.NO_FIGURE : Figures.difference(peers.get(i).hidden()));
  }

  private static String median(List<LargestErrors> all, ToDoubleFunction<LargestErrors> what) {
    return all.isEmpty()
        ? TargetRow.NO_FIGURE
        : Figures.difference(Timings.median(all.stream().mapToDouble(what).toArray()));
  }
}
