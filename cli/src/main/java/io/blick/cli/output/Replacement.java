package io.blick.cli.output;

import io.blick.cli.error.FailureException;
import io.blick.cli.error.OutputErrors;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * The atomic replacement of a file by another with the same owner, group and mode. Where it is
 * impossible (a folder that takes no new file, a file that is mounted, an owner that only root may
 * give), the file itself is overwritten, once all of the new content is there and all of the old is
 * saved; if the new content does not fit, the old is restored.
 */
final class Replacement {
  private static final int BUFFER = 1 << 16;
  private static final int MODE = 07777;

  private final Path path;
  private final OutputErrors errors;

  /**
   * Creates the replacement of a file that is there or not.
   *
   * @param errors name the file as the user did
   */
  Replacement(Path path, OutputErrors errors) {
    this.path = path;
    this.errors = errors;
  }

  /** Replaces the file by the one that a body writes. */
  void write(Output.FileBody body) throws IOException {
    try (PartFile part = partFile()) {
      body.writeTo(part.path());
      boolean moved;
      try {
        moved = move(part.path());
      } catch (IOException error) {
        throw errors.translate(error);
      }
      if (!moved) {
        overwrite(part.path());
      }
    }
  }

  private PartFile partFile() throws IOException {
    if (!Files.exists(path)) {
      return PartFile.beside(path);
    }
    try {
      return PartFile.beside(path);
    } catch (FailureException closed) {
      return PartFile.temporary();
    }
  }

  /** Renames a file to the old one; returns whether that was possible. */
  private boolean move(Path made) throws IOException {
    if (!Files.exists(path)) {
      Files.move(made, path, StandardCopyOption.ATOMIC_MOVE);
      return true;
    }
    try {
      copyAttributes(made);
      Files.move(made, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return true;
    } catch (FileSystemException | UnsupportedOperationException refused) {
      return false;
    }
  }

  // Owner and group first: as long as they are others, the mode would give its permissions to the
  // wrong ones.
  private void copyAttributes(Path made) throws IOException {
    for (String attribute : new String[] {"unix:uid", "unix:gid"}) {
      Object old = Files.getAttribute(path, attribute);
      if (!old.equals(Files.getAttribute(made, attribute))) {
        Files.setAttribute(made, attribute, old);
      }
    }
    Files.setAttribute(made, "unix:mode", (int) Files.getAttribute(path, "unix:mode") & MODE);
  }

  private void overwrite(Path made) throws IOException {
    Path old = saved();
    try {
      copy(made, path);
    } catch (IOException error) {
      String state = restored(old);
      throw errors.translate(error, state);
    }
    Files.deleteIfExists(old);
  }

  /** Returns a temporary copy of the file; without one nothing is overwritten. */
  private Path saved() throws IOException {
    try {
      Path old = Files.createTempFile("blick", ".old");
      try {
        copy(path, old);
        return old;
      } catch (IOException error) {
        Files.deleteIfExists(old);
        throw error;
      }
    } catch (IOException error) {
      throw errors.translate(
          error, "; the file is as it was, since a copy of it must be saved first and could not");
    }
  }

  /** Writes the old content back, and returns the end of the sentence about it. */
  private String restored(Path old) {
    try {
      copy(old, path);
      Files.deleteIfExists(old);
      return "; the file is as it was";
    } catch (IOException lost) {
      return "; the file is damaged, and what it was lies in " + old;
    }
  }

  // Truncated only at the end: until then the file keeps the room that its old content needs. A
  // file
  // of the kernel has no size, so it is read to its end.
  private static void copy(Path from, Path to) throws IOException {
    try (InputStream in = Files.newInputStream(from);
        FileChannel out = FileChannel.open(to, StandardOpenOption.WRITE)) {
      for (byte[] part = in.readNBytes(BUFFER); part.length > 0; part = in.readNBytes(BUFFER)) {
        ByteBuffer bytes = ByteBuffer.wrap(part);
        while (bytes.hasRemaining()) {
          out.write(bytes);
        }
      }
      if (out.size() > out.position()) {
        out.truncate(out.position());
      }
    }
  }
}
