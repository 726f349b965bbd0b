package io.blick.bench.embed;

import io.blick.bench.peer.Peer;
import io.blick.bench.peer.PeerSide;
import io.blick.bench.peer.RawFile;
import io.blick.core.tensor.Tensor;
import io.blick.models.token.Encoding;
import io.blick.models.token.Piece;
import io.blick.models.token.Tokenizer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Locale;

/**
 * The texts that all sides embed.
 *
 * @param texts each without a line end
 * @param encodings their pieces
 */
record EmbedWork(List<String> texts, List<Encoding> encodings) {

  /** The order in which texts are put into batches. */
  enum Order {
    /** As they are. */
    GIVEN,
    /** By their number of pieces. */
    SORTED
  }

  static EmbedWork of(Tokenizer tokenizer, List<String> texts) {
    return new EmbedWork(texts, texts.stream().map(tokenizer::encode).toList());
  }

  /** Returns the number of texts and of their pieces, for the facts of a run. */
  String facts() {
    IntSummaryStatistics lengths = Arrays.stream(lengths()).summaryStatistics();
    return "%d of %d to %d pieces, %d in all"
        .formatted(lengths.getCount(), lengths.getMin(), lengths.getMax(), lengths.getSum());
  }

  /**
   * Lets ONNX Runtime prepare them.
   *
   * @param batch texts of a batch
   */
  PeerSide byOnnxRuntime(Peer peer, int batch, Order order) {
    int[] pieces = encodings.stream()
        .flatMap(encoding -> encoding.pieces().stream())
        .mapToInt(Piece::id)
        .toArray();
    int[] lengths = lengths();
    Path ids = RawFile.write(peer.folder().resolve("ids"), Tensor.of(pieces, pieces.length));
    Path counts =
        RawFile.write(peer.folder().resolve("lengths"), Tensor.of(lengths, lengths.length));
    String name = order.name().toLowerCase(Locale.ROOT);
    return peer.load(name + batch, ids, counts, lengths.length, batch, name);
  }

  /** Lets sentence-transformers prepare them. */
  PeerSide bySentenceTransformers(Peer peer, int batch) {
    try {
      Path file = Files.write(peer.folder().resolve("texts"), texts);
      return peer.load("texts", file, batch);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int[] lengths() {
    return encodings.stream().mapToInt(encoding -> encoding.pieces().size()).toArray();
  }
}
