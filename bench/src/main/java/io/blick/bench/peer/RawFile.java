package io.blick.bench.peer;

import io.blick.core.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file of a tensor's elements for a peer: row-major, little-endian, nothing else. */
public final class RawFile {
  private RawFile() {}

  /** Writes a tensor's elements and returns the file. */
  public static Path write(Path file, Tensor tensor) {
    try (FileChannel channel = FileChannel.open(
        file,
        StandardOpenOption.CREATE,
        StandardOpenOption.TRUNCATE_EXISTING,
        StandardOpenOption.WRITE)) {
      ByteBuffer bytes = tensor.data().asByteBuffer();
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
