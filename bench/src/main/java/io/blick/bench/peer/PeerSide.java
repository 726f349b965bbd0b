package io.blick.bench.peer;

import io.blick.bench.turns.Side;
import io.blick.core.tensor.DType;
import io.blick.core.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Work that a peer has ready. It measures the time itself, so that asking it costs nothing.
 *
 * @param peer does the work
 * @param key by which the peer knows it
 */
public record PeerSide(Peer peer, String key) implements Side {

  @Override
  public String name() {
    return peer.description();
  }

  @Override
  public long nanos(int calls) {
    return Long.parseLong(peer.ask("run " + key + " " + calls));
  }

  /**
   * Returns what the work gives.
   *
   * @param sizes of the float32 array
   */
  public Tensor result(int... sizes) {
    Path file = peer.folder().resolve(key + ".result");
    peer.ask("write " + key + " " + file);
    try {
      byte[] bytes = Files.readAllBytes(file);
      return Tensor.over(MemorySegment.ofArray(bytes), DType.F32, sizes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Lets the peer forget the work. */
  public void drop() {
    peer.ask("drop " + key);
  }
}
