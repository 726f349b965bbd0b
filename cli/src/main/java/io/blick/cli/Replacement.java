package io.blick.cli;

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
 * A file that takes the place of another at once, with its owner, its group and its mode. Where
 * that cannot be (a folder that takes no new file, a file that is mounted, an owner that only root
 * may give), the file itself is written, after all of its new content is there and all of its old
 * is saved; what of the new does not fit gives way to the old.
 */
final class Replacement {
  private static final int BUFFER = 1 << 16;
  private static final int MODE = 07777;

  private final Path path;
  private final Taker taker;

  /**
   * Prepares to write a file, whether it is there or not.
   *
   * @param taker the file as the user names it
   */
  Replacement(Path path, Taker taker) {
    this.path = path;
    this.taker = taker;
  }

  /** Writes what {@code body} makes into a file. */
  void write(Output.FileBody body) throws IOException {
    try (Aside aside = place()) {
      body.writeTo(aside.file());
      boolean taken;
      try {
        taken = taken(aside.file());
      } catch (IOException error) {
        throw taker.lost(error);
      }
      if (!taken) {
        overwrite(aside.file());
      }
    }
  }

  private Aside place() throws IOException {
    if (!Files.exists(path)) {
      return Aside.beside(path);
    }
    try {
      return Aside.beside(path);
    } catch (FailureException closed) {
      return Aside.somewhere();
    }
  }

  /** Puts a file in place of the old one; returns whether that could be done. */
  private boolean taken(Path made) throws IOException {
    if (!Files.exists(path)) {
      Files.move(made, path, StandardCopyOption.ATOMIC_MOVE);
      return true;
    }
    try {
      likeOld(made);
      Files.move(made, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return true;
    } catch (FileSystemException | UnsupportedOperationException refused) {
      return false;
    }
  }

  // Owner and group first: while they are others', the permissions would be given to the wrong
  // ones.
  private void likeOld(Path made) throws IOException {
    for (String whose : new String[] {"unix:uid", "unix:gid"}) {
      Object old = Files.getAttribute(path, whose);
      if (!old.equals(Files.getAttribute(made, whose))) {
        Files.setAttribute(made, whose, old);
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
      throw taker.lost(error, state);
    }
    Files.deleteIfExists(old);
  }

  /** Returns a copy of the file among the temporary files; without one nothing is overwritten. */
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
      throw taker.lost(
          error, "; the file is as it was, since a copy of it must be saved first and could not");
    }
  }

  /** Writes the old content back, and returns what is to be said of it. */
  private String restored(Path old) {
    try {
      copy(old, path);
      Files.deleteIfExists(old);
      return "; the file is as it was";
    } catch (IOException lost) {
      return "; the file is damaged, and what it was lies in " + old;
    }
  }

  // Cut off only at the end: until then the file keeps the room that its old content needs. A file
  // of the kernel's has no size, so all is read that comes.
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
