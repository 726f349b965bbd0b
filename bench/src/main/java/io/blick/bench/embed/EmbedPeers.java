package io.blick.bench.embed;

import io.blick.bench.peer.OnnxFile;
import io.blick.bench.peer.Peer;
import io.blick.bench.peer.PeerSide;
import io.blick.bench.run.Session;
import io.blick.hub.Hub;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The peers that are on this machine, and their sides by the names that tables give them. */
final class EmbedPeers implements AutoCloseable {
  private final List<Peer> processes = new ArrayList<>();
  private final Map<String, PeerSide> onnxRuntime = new LinkedHashMap<>();
  private final Map<String, PeerSide> sentenceTransformers = new LinkedHashMap<>();

  private EmbedPeers() {}

  /**
   * Starts the peers, and lets them prepare the texts.
   *
   * @param model a name in the catalogue
   * @param batch texts of a batch
   */
  static EmbedPeers start(Session session, String model, EmbedWork work, int batch) {
    EmbedPeers peers = new EmbedPeers();
    OnnxFile.of(session, model)
        .flatMap(onnx -> Peer.start(session, "embed_onnx.py", onnx.toString()))
        .ifPresent(peer -> {
          peers.processes.add(peer);
          peers.onnxRuntime.put(
              "ONNX Runtime, one by one", work.byOnnxRuntime(peer, 1, EmbedWork.Order.GIVEN));
          peers.onnxRuntime.put(
              "ONNX Runtime, batches sorted by length",
              work.byOnnxRuntime(peer, batch, EmbedWork.Order.SORTED));
          peers.onnxRuntime.put(
              "ONNX Runtime, batches as given",
              work.byOnnxRuntime(peer, batch, EmbedWork.Order.GIVEN));
        });
    String folder = Hub.open().path(model).toString();
    Peer.start(session, "embed_sentences.py", folder).ifPresent(peer -> {
      peers.processes.add(peer);
      peers.sentenceTransformers.put(
          "sentence-transformers", work.bySentenceTransformers(peer, batch));
    });
    return peers;
  }

  List<Peer> processes() {
    return processes;
  }

  Map<String, PeerSide> onnxRuntime() {
    return onnxRuntime;
  }

  Map<String, PeerSide> sentenceTransformers() {
    return sentenceTransformers;
  }

  /** Returns the sides of all peers. */
  Map<String, PeerSide> sides() {
    Map<String, PeerSide> sides = new LinkedHashMap<>(onnxRuntime);
    sides.putAll(sentenceTransformers);
    return sides;
  }

  @Override
  public void close() {
    processes.forEach(Peer::close);
  }
}
