package io.blick.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/**
 * A file that takes the place of another at once, with its owner, its group and its permissions.
 * Where that cannot be (a folder that takes no new file, a file that is mounted, an owner that only
 * root may give), the file itself is written, after all of its new content is there.
 */
final class Replacement {
  private final Path path;

  /** Prepares to write a file, whether it is there or not. */
  Replacement(Path path) {
    this.path = path;
  }

  /** Writes what {@code body} makes into a file. */
  void write(Output.FileBody body) throws IOException {
    try (Aside aside = place()) {
      body.writeTo(aside.file());
      if (!taken(aside.file())) {
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
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
    Files.setPosixFilePermissions(made, permissions);
  }

  private void overwrite(Path made) throws IOException {
    try (OutputStream out = Files.newOutputStream(
        path, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
      Files.copy(made, out);
    }
  }
}
