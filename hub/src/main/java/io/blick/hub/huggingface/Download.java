package io.blick.hub.huggingface;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.function.LongConsumer;

/**
 * The download of one file, which goes on where it was cut, also by an end of this process. The
 * file gets its name when its checksum is right.
 *
 * @param server where it comes from
 * @param silence longest time without a byte before a connection counts as cut
 * @param read receives the number of bytes of each piece; below 0 for those that are read again
 */
record Download(Server server, Duration silence, LongConsumer read) {
  private static final int BUFFER_BYTES = 1 << 16;
  private static final int MOST_FAILURES = 5;

  /** Returns where the bytes of an unfinished download are. */
  static Path unfinished(Path blob) {
    return blob.resolveSibling(blob.getFileName() + ".blick.incomplete");
  }

  void into(Path blob, RemoteFile file) throws IOException {
    Path part = unfinished(blob);
    Files.createDirectories(blob.getParent());
    long done = begun(part, file);
    read.accept(done);
    int failures = 0;
    while (done < file.bytes()) {
      IOException cut = append(part, file, done);
      long now = Files.size(part);
      failures = now > done ? 0 : failures + 1;
      if (failures == MOST_FAILURES || cut instanceof InterruptedIOException) {
        throw cut;
      }
      done = now;
    }
    if (!Checksum.matches(part, file.etag())) {
      Files.delete(part);
      throw new RepositoryException(
          "the checksum of %s must be %s; got another; what came is deleted; try again"
              .formatted(file.name(), file.etag()));
    }
    force(part);
    Files.move(part, blob, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static long begun(Path part, RemoteFile file) throws IOException {
    if (!Files.exists(part)) {
      Path _ = Files.createFile(part);
    }
    if (Files.size(part) > file.bytes()) {
      Files.write(part, new byte[0]);
    }
    return Files.size(part);
  }

  /** Adds what comes; returns why it was not all, which is of no account where it was. */
  private IOException append(Path part, RemoteFile file, long done) {
    try {
      HttpResponse<InputStream> response = server.bytes(file, done);
      long from = response.statusCode() == 206 ? done : 0;
      read.accept(from - done);
      StandardOpenOption how =
          from > 0 ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING;
      try (InputStream in = response.body();
          Silence watched = new Silence(in, silence);
          OutputStream out = Files.newOutputStream(part, how)) {
        copy(in, out, file.bytes() - from, watched);
      }
      return new IOException("the connection was cut");
    } catch (IOException cut) {
      return cut;
    }
  }

  /** Copies at most so many bytes: a response that goes on has nothing of the file. */
  private void copy(InputStream in, OutputStream out, long most, Silence watched)
      throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    long left = most;
    while (left > 0) {
      int bytes = in.read(buffer, 0, (int) Math.min(left, BUFFER_BYTES));
      if (bytes < 0) {
        return;
      }
      watched.renew();
      out.write(buffer, 0, bytes);
      read.accept(bytes);
      left -= bytes;
    }
  }

  private static void force(Path part) throws IOException {
    try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }
}
