package io.blick.cli.output;

import io.blick.cli.error.FailureException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file that is not whole yet, in a folder of its own, since its writer may put other files beside
 * it. The folder and all that is in it are deleted on close, and when a signal ends the process
 * (except one that cannot be caught, such as SIGKILL).
 */
final class PartFile implements AutoCloseable {
  private static final String PREFIX = ".blick";

  private final Path folder;
  private final Thread removal;

  private PartFile(Path folder) {
    this.folder = folder;
    this.removal = new Thread(this::remove, "blick-part-file");
    Runtime.getRuntime().addShutdownHook(removal);
  }

  /**
   * Returns a part file that can be renamed to {@code path}: it is in the same folder.
   *
   * @throws FailureException if that folder cannot be written
   */
  static PartFile beside(Path path) {
    Path folder = path.toAbsolutePath().resolveSibling("");
    try {
      return new PartFile(Files.createTempDirectory(folder, PREFIX));
    } catch (IOException unwritable) {
      throw new FailureException(
          "--out must name a file in a folder that can be written; got %s".formatted(path),
          unwritable);
    }
  }

  /** Returns a part file in the folder of temporary files. */
  static PartFile temporary() throws IOException {
    return new PartFile(Files.createTempDirectory(PREFIX));
  }

  /** Returns where the file is to be written. */
  Path path() {
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
      // It is removed already.
      return;
    }
  }
}
