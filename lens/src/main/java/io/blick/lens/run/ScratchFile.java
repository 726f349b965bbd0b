package io.blick.lens.run;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A temporary file with the numbers of each unit of a corpus, such as a sentence. The bootstrap
 * needs all units once more at the end, and memory must not grow with the corpus. First everything
 * is written, then everything is read. The file is deleted when it is closed, or when the process
 * ends.
 */
public final class ScratchFile implements AutoCloseable {
  private final FileChannel file;
  private final DataOutputStream out;

  /**
   * Creates a file.
   *
   * @param kind the end of its name, such as {@code cases}
   */
  public ScratchFile(String kind) {
    try {
      file = open(Files.createTempFile("blick-", "." + kind));
      out = new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(file)));
    } catch (IOException error) {
      throw new UncheckedIOException(error);
    }
  }

  private static FileChannel open(Path path) throws IOException {
    try {
      return FileChannel.open(
          path,
          StandardOpenOption.READ,
          StandardOpenOption.WRITE,
          StandardOpenOption.DELETE_ON_CLOSE);
    } catch (IOException failure) {
      Files.deleteIfExists(path);
      throw failure;
    }
  }

  /** Returns the stream to write to. */
  public DataOutputStream out() {
    return out;
  }

  /** Returns all that was written, from the beginning. */
  public DataInputStream in() throws IOException {
    out.flush();
    file.position(0);
    return new DataInputStream(new BufferedInputStream(Channels.newInputStream(file)));
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException error) {
      throw new UncheckedIOException(error);
    }
  }
}
