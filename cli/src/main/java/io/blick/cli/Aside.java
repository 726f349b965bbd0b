package io.blick.cli;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A place of its own for a file that is not whole yet: a folder, since whoever writes the file may
 * put others beside it. It goes with all that is in it when closed, and when the process is stopped
 * by a signal that leaves it a last word.
 */
final class Aside implements AutoCloseable {
  private static final String PREFIX = ".blick";

  private final Path folder;
  private final Thread removal;

  private Aside(Path folder) {
    this.folder = folder;
    this.removal = new Thread(this::remove, "blick-aside");
    Runtime.getRuntime().addShutdownHook(removal);
  }

  /**
   * Returns a place from which a file can be renamed to {@code path} at once.
   *
   * @throws FailureException if nothing can be written beside it
   */
  static Aside beside(Path path) {
    Path folder = path.toAbsolutePath().resolveSibling("");
    try {
      return new Aside(Files.createTempDirectory(folder, PREFIX));
    } catch (IOException unwritable) {
      throw new FailureException(
          "--out must name a file in a folder that can be written; got %s".formatted(path),
          unwritable);
    }
  }

  /** Returns a place among the temporary files. */
  static Aside somewhere() throws IOException {
    return new Aside(Files.createTempDirectory(PREFIX));
  }

  /** Returns where the file is to be made. */
  Path file() {
    return folder.resolve("part");
  }

  @Override
  public void close() {
    remove();
    try {
      Runtime.getRuntime().removeShutdownHook(removal);
    } catch (IllegalStateException stopping) {
      // The hook runs, and finds nothing left to do.
      return;
    }
  }

  private void remove() {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
      Files.deleteIfExists(folder);
    } catch (IOException gone) {
      // Whoever removed it already has done what was to be done here.
      return;
    }
  }
}
