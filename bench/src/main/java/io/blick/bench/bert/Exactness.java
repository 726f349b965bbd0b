package io.blick.bench.bert;

import io.blick.bench.peer.Peer;
import io.blick.bench.report.Figures;
import io.blick.bench.report.Row;
import io.blick.bench.report.Table;
import io.blick.bench.run.Session;
import io.blick.bench.turns.Timings;
import io.blick.core.tensor.Parallel;
import io.blick.models.format.safetensors.Safetensors;
import io.blick.models.text.TextModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** How far Blick's float32 and the peer's are from float64. */
final class Exactness {
  private final List<String> texts = new ArrayList<>();
  private final List<Integer> pieces = new ArrayList<>();
  private final List<Differences> ours = new ArrayList<>();
  private final List<Differences> peers = new ArrayList<>();

  private Exactness() {}

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
    Exactness exactness = new Exactness();
    try (Safetensors golden = Safetensors.open(file)) {
      exactness.addOurs(model, parallel, golden);
      peer.ifPresent(process -> exactness.addPeers(process, file, golden));
    }
    return Optional.of(exactness.table());
  }

  private void addOurs(TextModel model, Parallel parallel, Safetensors golden) {
    for (String text : golden.metadata().keySet()) {
      OwnResults results = new OwnResults();
      results.add(model, parallel, text, golden::tensor);
      texts.add(text);
      pieces.add(Math.toIntExact(golden.tensor(text + ".ids").count()));
      ours.add(Differences.of(text, golden::tensor, results::tensor));
    }
  }

  private void addPeers(Peer peer, Path file, Safetensors golden) {
    Path results = peer.folder().resolve("results");
    peer.load("golden", file.toAbsolutePath(), results);
    try (Safetensors computed = Safetensors.open(results)) {
      for (String text : texts) {
        peers.add(Differences.of(text, golden::tensor, computed::tensor));
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
        median(ours, Differences::weights),
        median(peers, Differences::weights),
        median(ours, Differences::hidden),
        median(peers, Differences::hidden)));
    return new Table(
        "Largest differences from float64",
        List.of(
            "text", "pieces", "weights, Blick", "weights, peer", "hidden, Blick", "hidden, peer"),
        rows);
  }

  private List<String> row(String text, String count, int i) {
    return List.of(
        text,
        count,
        Figures.difference(ours.get(i).weights()),
        peers.isEmpty() ? Row.NOTHING : Figures.difference(peers.get(i).weights()),
        Figures.difference(ours.get(i).hidden()),
        peers.isEmpty() ? Row.NOTHING : Figures.difference(peers.get(i).hidden()));
  }

  private static String median(List<Differences> all, ToDoubleFunction<Differences> what) {
    return all.isEmpty()
        ? Row.NOTHING
        : Figures.difference(Timings.median(all.stream().mapToDouble(what).toArray()));
  }
}
