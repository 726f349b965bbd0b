package io.blick.bench.peer;

import io.blick.bench.timing.Side;
import io.blick.core.tensor.DType;
import io.blick.core.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The peer's side of a comparison: work that it has prepared. The peer itself measures the time, so
 * the requests are not part of it.
 *
 * @param peer the process
 * @param key the name of the work
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
   * Returns the result of the work.
   *
   * @param sizes those of the float32 array
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

  /** Lets the peer free the work. */
  public void drop() {
    peer.ask("drop " + key);
  }
}
