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
import java.nio.file.StandardOpenOption;

/**
 * A temporary file for what is known of each unit of a corpus: what is drawn again is known only at
 * the end, and memory shall not grow with the corpus. It goes when it is closed, or the process
 * ends. First all is written, then all is read.
 */
public final class ScratchFile implements AutoCloseable {
  private final FileChannel file;
  private final DataOutputStream out;

  /**
   * Begins a file.
   *
   * @param kind what stands in it, the end of its name
   */
  public ScratchFile(String kind) {
    try {
      file = FileChannel.open(
          Files.createTempFile("blick-", "." + kind),
          StandardOpenOption.READ,
          StandardOpenOption.WRITE,
          StandardOpenOption.DELETE_ON_CLOSE);
      out = new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(file)));
    } catch (IOException error) {
      throw new UncheckedIOException(error);
    }
  }

  /** Returns where to write. */
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
